/// A process that a build started, in a file of the workspace's `processes` folder.
struct ProcessRecord: Codable {
  /// What it is, as in `storage-daemon`.
  var name: String
  /// The process.
  var identity: ProcessIdentity
  /// Whether its whole process group ends with it.
  var endsGroup: Bool
  /// Folders outside the workspace that hold its sockets and go with it.
  var socketFolders: [String]
}
