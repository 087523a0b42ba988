import Foundation
public import SystemPackage

/// Makes a folder that only this user can enter, whose name begins with `name` and is nobody else's.
///
/// It is below `parent`, or where the system has such folders. Who makes it removes it. Throws a `host`
/// error.
public func makeTemporaryFolder(
  _ name: String, below parent: FilePath? = nil
) throws(BuildError) -> FilePath {
  let parent = parent ?? FilePath(NSTemporaryDirectory())
  var template = Array(parent.appending("\(name)-XXXXXX").string.utf8CString)
  guard mkdtemp(&template) != nil else {
    throw BuildError(
      .host, "making a temporary folder in \(parent): \(Errno(rawValue: errno))",
      hint: "set TMPDIR to a folder that exists and has space")
  }
  return FilePath(platformString: template)
}
