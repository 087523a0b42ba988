import Pipeline

/// The `.repo` files of dnf, yum or zypper.
struct RPMRepositoryFiles {
  private static let no: Set<String> = ["0", "no", "false", "off"]

  private let reading: RepositoryReading
  /// The sections' options, by their names in lower case; `main` is the manager's own.
  private var sections: [[String: String]] = []

  init(_ files: [RepositoryReading.File], _ reading: RepositoryReading) {
    self.reading = reading
    for file in files { read(file.lines) }
  }

  private mutating func read(_ lines: [String]) {
    var isMain = true
    var name: String?
    for line in lines where !line.hasPrefix("#") && !line.hasPrefix(";") {
      if line.hasPrefix("[") {
        isMain = line.hasPrefix("[main]")
        name = nil
        if !isMain { sections.append([:]) }
      } else if !isMain, let last = sections.indices.last {
        if line.first?.isWhitespace == true, let name {
          sections[last][name, default: ""] += " " + line
        } else if let equals = line.firstIndex(of: "=") {
          name = line[..<equals].split(whereSeparator: \.isWhitespace).joined().lowercased()
          sections[last][name ?? ""] = String(line[line.index(after: equals)...])
        }
      }
    }
  }

  /// The enabled repositories; nil when one is found through a list of mirrors, or where it is depends
  /// on something that is not known.
  var repositories: [GuestRepository]? {
    var found: [GuestRepository] = []
    for section in sections where !Self.no.contains(option("enabled", of: section).lowercased()) {
      guard option("mirrorlist", of: section).isEmpty, option("metalink", of: section).isEmpty,
        // Several have the same.
        let first = option("baseurl", of: section).split(whereSeparator: {
          $0.isWhitespace || $0 == ","
        }).first,
        let address = expanded(String(first))
      else { return nil }
      found.append(
        GuestRepository(.rpm, at: GuestRepository(.rpm, at: address).address + path(of: section)))
    }
    return found
  }

  private func option(_ name: String, of section: [String: String]) -> String {
    section[name, default: ""].split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// zypper's folder below the address.
  private func path(of section: [String: String]) -> String {
    let path = option("path", of: section).drop { $0 == "/" }
    return path.isEmpty ? "" : "/\(path)"
  }

  /// The text with its variables; nil when one is not known.
  private func expanded(_ text: String) -> String? {
    var text = text
    for (name, value) in variables.sorted(by: { $0.key.count > $1.key.count }) {
      guard !value.isEmpty else { continue }
      text.replace("${\(name)}", with: value)
      text.replace("$\(name)", with: value)
    }
    return text.contains("$") ? nil : text
  }

  /// dnf.conf(5); the guest's own come first.
  private var variables: [String: String] {
    let system = reading.system
    let architectures = ["i686": "i386", "armv7l": "armhfp"]
    let numbers = system.version.split(separator: ".").map(String.init)
    let isZypper = system.packageManager == .zypper
    let known = [
      "basearch": architectures[system.architecture] ?? system.architecture,
      "arch": system.architecture,
      "releasever": isZypper ? system.version : numbers.first ?? "",
      "releasever_major": numbers.first ?? "",
      "releasever_minor": numbers.count > 1 ? numbers[1] : "",
    ]
    return known.merging(reading.variables) { $1 }
  }
}
