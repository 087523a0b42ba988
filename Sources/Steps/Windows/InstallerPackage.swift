import BuildFoundation
import SystemPackage

/// A package of Windows Installer on this host.
struct InstallerPackage {
  /// The beginning of a compound file, which such a package is ([MS-CFB], 2.2).
  private static let head: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

  let path: FilePath

  /// Throws a `recipe` error for what is no such package.
  init(_ path: FilePath, doing: String) throws {
    self.path = path
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      guard try file.readUpTo(Self.head.count) == Self.head else {
        throw BuildError(
          .recipe, "\(doing): \(path) is no package of Windows Installer (MSI)",
          hint: "is it a page of the server that says why there is no file? fetch it again")
      }
    } catch let error as Errno {
      throw BuildError(.recipe, "\(doing): reading \(path): \(error)")
    }
  }
}
