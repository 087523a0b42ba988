/// A path in a Windows, from the folder that Windows itself is in.
///
/// Scripts say `%SystemRoot%` for it; offline it is what inspection found, such as `/Windows`.
public struct WindowsPath: Sendable, Hashable, Codable {
  /// The parts below the system root; no part is empty or has a separator.
  public let components: [String]

  /// A path below the system root, with `\` or `/` between its parts.
  public init(_ path: String) {
    components = path.split(whereSeparator: { $0 == "\\" || $0 == "/" }).map(String.init)
  }

  /// The path of something in this folder.
  public func appending(_ path: String) -> Self {
    Self((components + [path]).joined(separator: "\\"))
  }

  /// The path as scripts have it.
  public var inScripts: String { (["%SystemRoot%"] + components).joined(separator: "\\") }

  /// The path on the mounted disk.
  ///
  /// - Parameter systemRoot: Where Windows is, as libguestfs finds it: `/Windows`.
  public func onDisk(systemRoot: String) -> String {
    ([systemRoot.hasSuffix("/") ? String(systemRoot.dropLast()) : systemRoot] + components)
      .joined(separator: "/")
  }

  /// The file name.
  public var name: String { components.last ?? "" }
}
