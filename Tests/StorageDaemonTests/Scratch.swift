import Foundation
import SystemPackage

/// A folder that lives as long as one test.
struct Scratch {
  let folder: FilePath

  init() throws {
    // A short path: sockets go in here.
    var template = Array("/tmp/imgbuild-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    folder = FilePath(platformString: template)
  }

  func path(_ name: String) -> FilePath { folder.appending(name) }

  func remove() { try? FileManager.default.removeItem(atPath: folder.string) }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name).string)
  }

  /// Runs `body` with a folder that is removed afterwards.
  static func with<Result>(
    _ body: (Scratch) async throws -> Result
  ) async throws -> Result {
    let scratch = try Scratch()
    defer { scratch.remove() }
    return try await body(scratch)
  }
}
