import Foundation
import SystemPackage

/// The folder of sockets that libguestfs makes for an appliance, outside the workspace.
///
/// No setting moves it for root, and a killed process leaves it. The appliance's arguments name it.
enum SocketFolder {
  /// The folders in arguments such as `socket,path=/tmp/libguestfsAbC123/guestfsd.sock,id=channel0`.
  static func named(in arguments: [String]) -> [String] {
    arguments.compactMap { argument in
      let match = argument.firstMatch(
        of: /path=(\/[^,]*\/libguestfs[A-Za-z0-9]{6})\/guestfsd\.sock/)
      return match.map { String($0.1) }
    }
  }

  /// Removes a folder if it has such a name, is this user's and holds nothing but sockets.
  static func remove(_ path: String) {
    let name = FilePath(path).lastComponent?.string ?? ""
    guard name.wholeMatch(of: /libguestfs[A-Za-z0-9]{6}/) != nil,
      let status = status(of: path), status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == geteuid()
    else { return }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let files = entries.map { "\(path)/\($0)" }
    let areSockets = files.allSatisfy { (Self.status(of: $0)?.st_mode ?? 0) & S_IFMT == S_IFSOCK }
    guard areSockets else { return }
    for file in files { unlink(file) }
    rmdir(path)
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }
}
