/// A line of apt's sources that mmdebstrap installs from.
struct PackageSource: Hashable, Sendable {
  /// Where the mirror is, without a slash at the end.
  var address: String
  /// The suite as the line has it, such as `bookworm-updates`.
  var suite: String
  /// The components, such as `main`.
  var components: [String]

  init(address: String, suite: String, components: [String]) {
    self.address = String(address.reversed().drop { $0 == "/" }.reversed())
    self.suite = suite
    self.components = components
  }

  /// Reads a one-line entry, sources.list(5); nil for anything else.
  init?(line: Substring) {
    let plain = line.replacing(#/\[[^\]]*\]/#, with: "")
    let words = plain.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 4, words[0] == "deb" else { return nil }
    self.init(address: words[1], suite: words[2], components: Array(words[3...]))
  }

  /// The signed description of the suite.
  var release: DownloadURL { DownloadURL("\(address)/dists/\(suite)/InRelease") }

  /// Whether the mirror can be asked without apt.
  var isReadable: Bool {
    ["http://", "https://", "file:"].contains { address.lowercased().hasPrefix($0) }
  }
}
