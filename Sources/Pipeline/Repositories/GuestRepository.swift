/// A package repository that a guest installs from, as far as it takes to ask for its state.
public struct GuestRepository: Sendable, Hashable, Codable {
  /// How a repository lists its packages.
  public enum Form: String, Sendable, Codable {
    /// A release file with the digests of package lists: `dists/SUITE/InRelease`.
    case apt
    /// `repodata/repomd.xml`, for dnf, yum and zypper.
    case rpm
    /// `APKINDEX.tar.gz`.
    case apk
  }

  /// How it lists its packages.
  public var form: Form
  /// Its address, without a slash at the end; for apk with the architecture.
  public var address: String
  /// The suite, for apt; empty for others.
  public var suite: String
  /// The suite's components that are used, for apt.
  public var components: [String]
  /// The guest's architectures in the words of its package manager, for apt.
  public var architectures: [String]

  /// Makes a description.
  public init(
    _ form: Form, at address: String, suite: String = "", components: [String] = [],
    architectures: [String] = []
  ) {
    self.form = form
    self.address = String(address.reversed().drop { $0 == "/" }.reversed())
    self.suite = suite
    self.components = components
    self.architectures = architectures
  }

  /// Reads a one-line entry of apt, sources.list(5); nil for anything else.
  public init?(aptLine line: some StringProtocol, architectures: [String] = []) {
    let plain = String(line.prefix { $0 != "#" }).replacing(#/\[[^\]]*\]/#, with: "")
    let words = plain.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 3, words[0] == "deb", words.count > 3 || words[2].hasSuffix("/") else {
      return nil
    }
    self.init(
      .apt, at: words[1], suite: words[2], components: Array(words[3...]),
      architectures: architectures)
  }
}
