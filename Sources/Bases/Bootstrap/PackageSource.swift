import Pipeline

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
    guard let repository = GuestRepository(aptLine: line), !repository.components.isEmpty else {
      return nil
    }
    self.init(
      address: repository.address, suite: repository.suite, components: repository.components)
  }

  /// The signed description of the suite.
  var release: DownloadURL { DownloadURL("\(address)/dists/\(suite)/InRelease") }

  /// Whether the mirror can be asked without apt.
  var isReadable: Bool {
    ["http://", "https://", "file:"].contains { address.lowercased().hasPrefix($0) }
  }
}
