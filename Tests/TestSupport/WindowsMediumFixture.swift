import Foundation
public import SystemPackage

/// A disc in the shape of Windows': UDF, an ISO 9660 side with a readme alone, and images whose list says what one
/// would say, with nothing of Windows in them.
///
/// Needs wimlib-imagex and genisoimage.
public struct WindowsMediumFixture: Sendable {
  /// An image in `install.wim`, by the properties that `wimlib-imagex` writes.
  public struct Image: Sendable {
    /// `NAME`.
    public var name: String
    /// Other properties by their paths: `WINDOWS/EDITIONID`.
    public var properties: [String: String]

    /// Makes an image with exactly these properties.
    public init(name: String, properties: [String: String] = [:]) {
      self.name = name
      self.properties = properties
    }

    /// Makes an image as Microsoft's discs have them.
    public init(
      name: String, shownAs displayName: String, edition: String, type: String = "Server",
      build: Int, architecture: Int = 9, languages: [String] = ["en-US"]
    ) {
      self.name = name
      properties = [
        "DISPLAYNAME": displayName, "WINDOWS/EDITIONID": edition,
        "WINDOWS/INSTALLATIONTYPE": type, "WINDOWS/ARCH": "\(architecture)",
        "WINDOWS/VERSION/MAJOR": "10", "WINDOWS/VERSION/MINOR": "0",
        "WINDOWS/VERSION/BUILD": "\(build)", "WINDOWS/LANGUAGES/DEFAULT": languages[0],
      ]
      for (index, language) in languages.enumerated() {
        properties["WINDOWS/LANGUAGES/LANGUAGE[\(index + 1)]"] = language
      }
    }
  }

  /// How the images are kept.
  public enum Container: String, Sendable, CaseIterable {
    case wim
    /// Packed as one, as on the discs that Microsoft's tool makes.
    case esd
    /// Split, as on sticks with FAT32.
    case swm
  }

  /// The four images of the disc of Windows Server 2022.
  public static let server2022 = [
    Image(
      name: "Windows Server 2022 SERVERSTANDARDCORE", shownAs: "Windows Server 2022 Standard",
      edition: "ServerStandard", type: "Server Core", build: 20348),
    Image(
      name: "Windows Server 2022 SERVERSTANDARD",
      shownAs: "Windows Server 2022 Standard (Desktop Experience)", edition: "ServerStandard",
      build: 20348),
    Image(
      name: "Windows Server 2022 SERVERDATACENTERCORE", shownAs: "Windows Server 2022 Datacenter",
      edition: "ServerDatacenter", type: "Server Core", build: 20348),
    Image(
      name: "Windows Server 2022 SERVERDATACENTER",
      shownAs: "Windows Server 2022 Datacenter (Desktop Experience)", edition: "ServerDatacenter",
      build: 20348),
  ]

  /// The images, in the order of their numbers.
  public var images: [Image]
  /// How they are kept.
  public var container = Container.wim
  /// Other files of the disc by their paths.
  public var files: [String: [UInt8]] = [:]
  /// What is done to the files of `sources` before they go onto the disc: to its path.
  public var change: @Sendable (FilePath) throws -> Void = { _ in }

  /// A disc with images.
  public init(_ images: [Image] = server2022, as container: Container = .wim) {
    self.images = images
    self.container = container
  }

  /// Makes the disc, a file `windows.iso`, in an empty folder of the caller.
  public func make(in folder: FilePath) async throws -> FilePath {
    let (tree, content) = (folder.appending("disc"), folder.appending("content"))
    let sources = tree.appending("sources")
    let system = content.appending("Windows/System32")
    for folder in [sources, system] {
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
    }
    try Data("no kernel".utf8).write(to: URL(filePath: system.appending("ntoskrnl.exe").string))
    try await capture(content, in: sources)
    for (path, bytes) in files.merging(
      ["readme.txt": Array("This disc is UDF.".utf8)], uniquingKeysWith: { first, _ in first })
    {
      let file = URL(filePath: tree.string).appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    try change(sources)
    let iso = folder.appending("windows.iso")
    try await Self.tool(
      "genisoimage",
      ["-quiet", "-udf", "-V", "SSS_X64FRE", "-hide", "sources", "-o", iso.string, tree.string])
    try FileManager.default.removeItem(atPath: tree.string)
    try FileManager.default.removeItem(atPath: content.string)
    return iso
  }

  private func capture(_ content: FilePath, in sources: FilePath) async throws {
    let file = sources.appending(container == .esd ? "install.esd" : "install.wim")
    for (index, image) in images.enumerated() {
      let packing = container == .esd ? ["--solid"] : ["--compress=none"]
      let properties = image.properties.sorted { $0.key < $1.key }.flatMap {
        ["--image-property", "\($0.key)=\($0.value)"]
      }
      try await Self.tool(
        "wimlib-imagex",
        (index == 0 ? ["capture"] : ["append"]) + [content.string, file.string, image.name]
          + (index == 0 ? packing : []) + properties)
    }
    if container == .swm {
      try await Self.tool(
        "wimlib-imagex", ["split", file.string, sources.appending("install.swm").string, "1"])
      try FileManager.default.removeItem(atPath: file.string)
    }
  }

  private static func tool(_ name: String, _ arguments: [String]) async throws {
    let run = try await ToolRun.onThread(name, arguments)
    guard run.status == 0 else { throw Failure(tool: name, output: run.output) }
  }

  /// A tool that failed.
  struct Failure: Error {
    var tool: String
    var output: String
  }
}
