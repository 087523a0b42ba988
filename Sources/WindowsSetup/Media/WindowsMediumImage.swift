public import BuildFoundation
import ImageProperties

/// A Windows on an installation disc, as the list in `install.wim` describes it.
public struct WindowsMediumImage: Sendable, Hashable, Codable {
  /// Its number, from 1: what `/IMAGE/INDEX` of answer files takes.
  public var index: Int
  /// Its name, or an empty text: what `/IMAGE/NAME` of answer files takes.
  public var name: String
  /// What Setup shows for it; nil where only the name is there.
  public var displayName: String?
  /// `EDITIONID`, such as `ServerStandard`; nil where it is not said.
  public var editionID: String?
  /// What it runs on; nil where that is not said, or is nothing that answer files know.
  public var architecture: WindowsArchitecture?
  /// The number of its build, such as 20348; nil where it is not said.
  public var build: Int?
  /// `Server`, `Server Core` or `Client`; nil where it is not said.
  public var installationType: String?
  /// Its languages, such as `en-US`.
  public var languages: [String]
  /// The language that it starts with; nil where it is not said.
  public var defaultLanguage: String?
  /// What its files take when they are laid on a disk; nil where it is not said.
  public var size: ByteCount?

  /// Makes a description.
  public init(
    index: Int, name: String, displayName: String? = nil, editionID: String? = nil,
    architecture: WindowsArchitecture? = nil, build: Int? = nil, installationType: String? = nil,
    languages: [String] = [], defaultLanguage: String? = nil, size: ByteCount? = nil
  ) {
    self.index = index
    self.name = name
    self.displayName = displayName
    self.editionID = editionID
    self.architecture = architecture
    self.build = build
    self.installationType = installationType
    self.languages = languages
    self.defaultLanguage = defaultLanguage
    self.size = size
  }

  /// Whether it is a server; by its edition where the list does not say.
  public var isServer: Bool {
    (installationType ?? editionID ?? "").lowercased().hasPrefix("server")
  }

  /// The release, of those that answer files are written for; nil for another, and where no build is said.
  public var version: WindowsVersion? {
    build.flatMap { WindowsVersion(build: $0, isServer: isServer) }
  }

  /// One line for messages: `2  Windows Server 2022 SERVERSTANDARD (ServerStandard, Server)`.
  public var summary: String {
    let details = [editionID, installationType, architecture?.rawValue].compactMap { $0 }
    let shown = Self.oneLine(name.isEmpty ? "without a name" : name)
    return "\(index)  \(shown)"
      + (details.isEmpty ? "" : " (\(Self.oneLine(details.joined(separator: ", "))))")
  }

  /// What somebody else wrote, without what would break a line.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
