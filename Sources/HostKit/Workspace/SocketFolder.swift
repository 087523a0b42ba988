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

  /// Where libguestfs makes them: in `/tmp`, and for others than root in `XDG_RUNTIME_DIR` if that is set.
  static var parents: [String] {
    let own = geteuid() == 0 ? nil : ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"]
    return ["/tmp", own].compactMap { $0 }
  }

  /// The folders in `parents`, made since `start`, to whose sockets nobody listens any more.
  ///
  /// A build that was killed before its appliance's QEMU ran left no arguments that would name its folder.
  /// `unixSockets` is what `/proc/net/unix` holds.
  static func abandoned(
    in parents: [String], since start: Int,
    unixSockets: [UInt8]? = ProcessTable.content(of: "/proc/net/unix")
  ) -> [String] {
    guard let unixSockets else { return [] }
    let open = String(decoding: unixSockets, as: UTF8.self)
    return parents.flatMap { parent in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
      return names.filter(isName).map { "\(parent)/\($0)" }
    }.filter { folder in
      guard let status = status(of: folder), status.st_mtim.tv_sec >= start,
        let files = sockets(in: folder)
      else { return false }
      // One without a socket may be somebody's who is about to make the first.
      return !files.isEmpty && !open.contains("\(folder)/")
    }
  }

  /// Removes a folder if it has such a name, is this user's and holds nothing but sockets.
  static func remove(_ path: String) {
    guard isName(FilePath(path).lastComponent?.string ?? ""), let files = sockets(in: path)
    else { return }
    for file in files { unlink(file) }
    rmdir(path)
  }

  private static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /libguestfs[A-Za-z0-9]{6}/) != nil
  }

  /// What is in this user's folder; nil when that is not this user's, or holds anything but sockets.
  private static func sockets(in path: String) -> [String]? {
    guard let status = status(of: path), status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == geteuid()
    else { return nil }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let files = names.map { "\(path)/\($0)" }
    let areSockets = files.allSatisfy { (Self.status(of: $0)?.st_mode ?? 0) & S_IFMT == S_IFSOCK }
    return areSockets ? files : nil
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }
}
