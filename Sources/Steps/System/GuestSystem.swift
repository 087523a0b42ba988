import BuildFoundation
import Pipeline

/// What system a guest has, by its own files: it decides how a step does its work.
struct GuestSystem: Sendable, Equatable {
  /// `ID` of os-release: `debian`, `ubuntu`, `rocky`, `alpine`; empty when the guest does not say.
  var distribution = ""
  /// `ID_LIKE` of os-release: what the distribution is made from, nearest first.
  var like: [String] = []
  /// `VERSION_ID` of os-release: `12`, `24.04`, `9.4`; empty for a release without a number.
  var version = ""
  /// `VERSION_CODENAME` of os-release: `bookworm`; empty where releases have none.
  var codename = ""
  /// `PRETTY_NAME` of os-release, for messages.
  var name = "a system without os-release"
  /// The architecture of the guest's programs as Glance names it: `x86_64`, `aarch64`.
  var architecture = ""
  /// The package manager that the distribution means to be used; nil when none is known.
  var packageManager: PackageManager?
  /// What starts services; nil when it is neither known one.
  var initSystem: InitSystem?

  /// Whether the distribution is `name`, or made from it.
  func isLike(_ name: String) -> Bool { distribution == name || like.contains(name) }

  /// What `when` of a step can ask for, by name.
  ///
  /// `os.like` holds the distribution itself too, so that `'debian' in os.like` holds on Debian.
  var facts: [String: String] {
    [
      "os.family": "linux", "os.distro": distribution, "os.version": version,
      "os.codename": codename, "os.arch": architecture,
      "os.like": ([distribution] + like).joined(separator: " "),
      "os.package-manager": packageManager?.rawValue ?? "",
    ]
  }
}

extension GuestSystem {
  /// Asks the guest, in one command.
  ///
  /// Throws what running it throws; a guest that says nothing about itself is a system of which
  /// nothing is known.
  init(of guest: any Guest) async throws {
    let lines = try await guest.output(
      of: .shell(Self.script, limit: .seconds(120)), doing: "looking what system the guest has")
    self.init(parsing: lines)
  }

  /// First what is found out, then a mark, then os-release as it is: a file cannot pass for a finding.
  ///
  /// The architecture is that of an ELF file of the guest: in an appliance, `uname` tells the host's.
  static let script = """
    for tool in \(PackageManager.allCases.map(\.program).joined(separator: " ")); do
      if command -v "$tool" > /dev/null 2>&1; then echo "tool $tool"; fi
    done
    for file in /usr/lib/systemd/systemd /lib/systemd/systemd /sbin/openrc /usr/sbin/openrc; do
      if [ -e "$file" ]; then echo "init ${file##*/}"; fi
    done
    echo "machine" $(od -An -tx1 -j 18 -N 2 /bin/sh 2> /dev/null)
    echo "os-release"
    cat /etc/os-release 2> /dev/null || cat /usr/lib/os-release 2> /dev/null || true
    """

  init(parsing text: String) {
    let lines = text.split(separator: "\n").map(String.init)
    let mark = lines.firstIndex(of: "os-release") ?? lines.endIndex
    let findings = lines[..<mark].map { $0.split(separator: " ").map(String.init) }
    readRelease(OSRelease(lines: lines[mark...].dropFirst()))
    let found = Set(findings.filter { $0.first == "tool" }.compactMap(\.last))
    packageManager = PackageManager.allCases.first { manager in
      found.contains(manager.program) && manager.distributions.contains(where: isLike)
    }
    packageManager = packageManager ?? .allCases.first { found.contains($0.program) }
    let first = findings.first { $0.first == "init" }?.last
    initSystem = first.flatMap { InitSystem(rawValue: $0) }
    let machine = findings.first { $0.first == "machine" }?.dropFirst() ?? []
    architecture = Self.architectures[Set(machine).subtracting(["00"])] ?? ""
  }

  private mutating func readRelease(_ release: OSRelease) {
    distribution = release["ID"] ?? ""
    like = release["ID_LIKE"]?.split(separator: " ").map(String.init) ?? []
    version = release["VERSION_ID"] ?? ""
    codename = release["VERSION_CODENAME"] ?? ""
    name = release["PRETTY_NAME"] ?? release["NAME"] ?? name
  }

  /// `e_machine` of ELF, whichever way round its two bytes stand.
  private static let architectures: [Set<String>: String] = [
    ["3e"]: "x86_64", ["b7"]: "aarch64", ["03"]: "i686", ["28"]: "armv7l", ["f3"]: "riscv64",
    ["15"]: "ppc64le", ["16"]: "s390x", ["02", "01"]: "loongarch64",
  ]
}
