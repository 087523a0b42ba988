import Foundation
public import SystemPackage

/// A folder of one test, removed when the value is dropped.
public final class TemporaryFolder: Sendable {
  /// Where it is: short enough for sockets in it.
  public let path: FilePath

  /// Makes a folder that only this user can enter; the X of the template become its own name.
  public init(like template: String = "/tmp/imgbuild-test-XXXXXX") throws {
    var template = Array(template.utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    path = FilePath(platformString: template)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  /// Writes a file into it and gives its path.
  public func write(_ name: String, _ content: String) throws -> FilePath {
    let file = path.appending(name)
    try Data(content.utf8).write(to: URL(fileURLWithPath: file.string))
    return file
  }
}
