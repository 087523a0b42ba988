import SystemPackage
import TestSupport

/// A console's log that a guest writes to, with what an earlier guest printed.
struct ConsoleLog {
  let folder: TemporaryFolder
  let path: FilePath

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.write("console.log", "an earlier guest\n")
  }

  func append(_ text: String) throws {
    let file = try FileDescriptor.open(path, .writeOnly, options: .append)
    try file.closeAfter { _ = try file.writeAll(Array(text.utf8)) }
  }
}
