import Foundation
public import SystemPackage

/// Where `qemu-img` reads a disk from.
public enum ImageSource: Sendable, Hashable {
  /// A file, with all that its backing files add.
  case file(FilePath, ImageFormat)
  /// A file or block device in any format that QEMU reads, by QEMU's name for it, with all that its
  /// backing files add.
  case image(FilePath, format: String)
  /// An export of a running storage daemon.
  case export(socket: FilePath, name: String)

  /// The arguments of `qemu-img` that name the source.
  var arguments: [String] {
    switch self {
    case .file(let path, let format): ["-f", format.rawValue, path.string]
    case .image(let path, let format): ["-f", format, path.string]
    case .export(let socket, let name):
      ["-f", "raw", "nbd+unix:///\(Self.escaped(name))?socket=\(Self.escaped(socket.string))"]
    }
  }

  /// `text` for a URI; what is not plainly a path or a name is percent-encoded.
  private static func escaped(_ text: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/-._"))
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
  }
}
