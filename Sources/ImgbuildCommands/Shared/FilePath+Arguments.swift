import Foundation
import SystemPackage

extension FilePath {
  /// A path of the command line, absolute.
  static func absolute(_ text: String) -> FilePath {
    let current = FilePath(FileManager.default.currentDirectoryPath)
    return current.pushing(FilePath(text)).lexicallyNormalized()
  }
}
