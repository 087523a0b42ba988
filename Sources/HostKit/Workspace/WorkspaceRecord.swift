import SystemPackage

/// What a workspace's `owner.json` holds: all that somebody else needs to clean up after it.
struct WorkspaceRecord: Codable {
  /// Eight hexadecimal digits.
  var id: String
  /// The process that builds.
  var owner: ProcessIdentity
  /// The name of the recipe that is built.
  var recipe: String
  /// The folder of the sockets.
  var runtime: String
  /// Unfinished output, removed when the build does not end well.
  var partialOutputs: [String]

  /// The file in a workspace's scratch folder.
  static func path(in scratch: FilePath) -> FilePath { scratch.appending("owner.json") }

  /// Whether this is the record of the workspace in `scratch`, and names nothing of anybody else.
  ///
  /// A record decides what is deleted, so one that was edited or copied must not name other folders.
  func belongs(in scratch: FilePath) -> Bool {
    let runtime = FilePath(runtime)
    return BuildWorkspace.isID(id) && scratch.lastComponent?.string == id
      && runtime.isAbsolute && runtime.lastComponent?.string == id
      && partialOutputs.allSatisfy { isPartialOutput(FilePath($0)) }
  }

  /// Whether a path has the name of unfinished output of this workspace.
  func isPartialOutput(_ path: FilePath) -> Bool {
    guard path.isAbsolute, let name = path.lastComponent?.string else { return false }
    return name.hasPrefix(".") && name.hasSuffix(".\(id).partial")
  }
}
