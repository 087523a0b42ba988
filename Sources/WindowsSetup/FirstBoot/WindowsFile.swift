public import SystemPackage

/// A file that is to be on the disk of a Windows.
public struct WindowsFile: Sendable, Equatable {
  /// What is in a file.
  public enum Content: Sendable, Equatable {
    case bytes([UInt8])
    /// The bytes of a file of this host, which may be large.
    case copy(FilePath)
  }

  public let path: WindowsPath
  public let content: Content

  /// Names a file and its content.
  public init(_ path: WindowsPath, _ content: Content) {
    self.path = path
    self.content = content
  }

  /// A file with a text, as it is: who wants CR and LF has them in the text.
  init(_ path: WindowsPath, text: String) {
    self.init(path, .bytes(Array(text.utf8)))
  }
}
