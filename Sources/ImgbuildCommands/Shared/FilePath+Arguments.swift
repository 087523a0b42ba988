import BuildFoundation
import Foundation
import SystemPackage

extension FilePath {
  /// A path of the command line, absolute.
  static func absolute(_ text: String) -> FilePath {
    let current = FilePath(FileManager.default.currentDirectoryPath)
    return current.pushing(FilePath(text)).lexicallyNormalized()
  }

  /// The bytes of the file; throws a `host` error when it cannot be asked.
  func fileSize() throws -> Int64 {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: string)
      return attributes[.size] as? Int64 ?? 0
    } catch {
      throw BuildError(.host, "asking for the size of \(self): \(error.reason)")
    }
  }
}
