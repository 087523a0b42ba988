import BuildFoundation
import Pipeline

/// Which package repositories a guest has, by the files of its package manager.
struct RepositoryReading: Sendable {
  /// A file of the package manager's configuration.
  struct File: Sendable {
    var path: String
    var lines: [String] = []
  }

  let system: GuestSystem
  /// The guest's architectures as dpkg and apk name them; its own first.
  private(set) var architectures: [String] = []
  /// Variables of dnf, yum and zypper that the guest sets itself.
  private(set) var variables: [String: String] = [:]
  private(set) var files: [File] = []

  /// Asks the guest, in one command.
  init(of guest: any Guest) async throws {
    let text = try await guest.output(
      of: .shell(Self.script, limit: .seconds(120)),
      doing: "looking what repositories the guest has")
    self.init(parsing: text)
  }

  /// First the files, each line behind a mark, then what the guest says of itself: no content of a
  /// file can pass for something else.
  static let script =
    """
    show() {
      for file in "$@"; do
        if [ -f "$file" ]; then
          echo "file $file"
          sed 's/^/|/' "$file"
          echo
        fi
      done
    }
    for name in $(dpkg --print-architecture 2> /dev/null) \\
      $(dpkg --print-foreign-architectures 2> /dev/null) $(cat /etc/apk/arch 2> /dev/null); do
      echo "architecture $name"
    done
    for file in /etc/yum/vars/* /etc/dnf/vars/* /etc/zypp/vars.d/*; do
      if [ -f "$file" ]; then echo "variable ${file##*/} $(head -n 1 "$file")"; fi
    done
    show /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources
    show /etc/dnf/dnf.conf /etc/yum.conf /etc/yum.repos.d/*.repo /etc/zypp/repos.d/*.repo
    show /etc/apk/repositories /etc/apk/repositories.d/*.list
    echo "system"

    """ + GuestSystem.script

  init(parsing text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let mark = lines.firstIndex(of: "system") ?? lines.endIndex
    system = GuestSystem(parsing: lines[mark...].dropFirst().joined(separator: "\n"))
    for line in lines[..<mark] {
      if line.hasPrefix("|") {
        if !files.isEmpty { files[files.endIndex - 1].lines.append(String(line.dropFirst())) }
        continue
      }
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      switch (words.first, words.count) {
      case ("file", 2...): files.append(File(path: words.dropFirst().joined(separator: " ")))
      case ("architecture", 2): architectures.append(words[1])
      case ("variable", 3): variables[words[1]] = words[2]
      default: break
      }
    }
  }

  /// The repositories that the guest's package manager uses; nil when that cannot be told.
  var repositories: [GuestRepository]? {
    switch system.packageManager {
    case .apt: return aptRepositories
    case .dnf, .yum: return rpmRepositories(files(below: "/etc/yum", "/etc/dnf/"))
    case .zypper: return rpmRepositories(files(below: "/etc/zypp/"))
    case .apk: return apkRepositories
    case .pacman, nil: return nil
    }
  }

  private func files(below prefixes: String...) -> [File] {
    files.filter { file in prefixes.contains { file.path.hasPrefix($0) } }
  }

  private func rpmRepositories(_ files: [File]) -> [GuestRepository]? {
    RPMRepositoryFiles(files, self).repositories
  }

  private var aptRepositories: [GuestRepository] {
    files(below: "/etc/apt/").flatMap { file in
      file.path.hasSuffix(".sources")
        ? AptSources(file.lines).repositories(for: architectures)
        : file.lines.compactMap { GuestRepository(aptLine: $0, architectures: architectures) }
    }.map(withArchitecture)
  }

  /// apt knows one variable, in addresses and suites.
  private func withArchitecture(_ repository: GuestRepository) -> GuestRepository {
    var repository = repository
    let own = architectures.first ?? ""
    repository.address.replace("$(ARCH)", with: own)
    repository.suite.replace("$(ARCH)", with: own)
    return repository
  }

  /// One address a line, after a tag where there is one.
  private var apkRepositories: [GuestRepository] {
    let architecture = architectures.last ?? system.architecture
    return files(below: "/etc/apk/").flatMap(\.lines).compactMap { line in
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let address = words.first(where: { !$0.hasPrefix("@") }) else { return nil }
      let slash = address.hasSuffix("/") ? "" : "/"
      return GuestRepository(.apk, at: "\(address)\(slash)\(architecture)")
    }
  }
}
