import Pipeline

/// A `.sources` file of apt: entries of fields, sources.list(5).
struct AptSources {
  private static let no: Set<String> = ["no", "false", "without", "off", "disable", "0"]

  /// The entries' fields, by their names in lower case.
  private var entries: [[String: String]] = []

  init(_ lines: [String]) {
    var entry: [String: String] = [:]
    var name: String?
    for line in lines where !line.hasPrefix("#") {
      if line.allSatisfy(\.isWhitespace) {
        entries.append(entry)
        (entry, name) = ([:], nil)
      } else if line.first?.isWhitespace == true {
        if let name { entry[name, default: ""] += " " + line }
      } else if let colon = line.firstIndex(of: ":") {
        name = line[..<colon].lowercased()
        entry[name ?? ""] = String(line[line.index(after: colon)...])
      }
    }
    entries.append(entry)
  }

  /// The repositories of packages that are in use: each address with each suite.
  func repositories(for architectures: [String]) -> [GuestRepository] {
    entries.flatMap { entry -> [GuestRepository] in
      let words = { (name: String) in
        entry[name, default: ""].split(whereSeparator: \.isWhitespace).map(String.init)
      }
      let isOff = words("enabled").first.map { Self.no.contains($0.lowercased()) } ?? false
      guard words("types").contains("deb"), !isOff else { return [] }
      return words("uris").flatMap { address in
        words("suites").map { suite in
          GuestRepository(
            .apt, at: address, suite: suite, components: words("components"),
            architectures: architectures)
        }
      }
    }
  }
}
