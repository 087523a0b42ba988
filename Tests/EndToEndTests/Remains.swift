import BuildFoundation
import Foundation
import SystemPackage

/// What builds of one home hold of this host: after a build, however it ended, that is nothing.
struct Remains {
  let home: FilePath
  /// The home as this process sees it.
  let root: FilePath

  /// A sentence for each.
  func list() throws -> [String] {
    try processes().map { "process \($0.identifier) runs on: \($0.arguments)" } + sockets()
      + locks()
      + ownMounts()
  }

  struct Running {
    let identifier: Int32
    let arguments: String
  }

  /// The processes that name the home, or were started by one that does.
  func processes() throws -> [Running] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
      guard let identifier = Int32(name), identifier != getpid() else { return nil }
      let (arguments, environment) = (Self.text(name, "cmdline"), Self.text(name, "environ"))
      guard arguments.contains("\(home)/") || environment.contains("=\(home)/") else { return nil }
      guard ProcessStatus(pid: identifier)?.hasEnded == false else { return nil }
      return Running(identifier: identifier, arguments: arguments)
    }
  }

  /// The folders that libguestfs has for the sockets of appliances that run now.
  func applianceFolders() throws -> [String] {
    try processes().compactMap {
      $0.arguments.firstMatch(of: /path=(\/[^, ]*)\/guestfsd\.sock/).map { String($0.1) }
    }
  }

  private static func text(_ process: String, _ file: String) -> String {
    let data = FileManager.default.contents(atPath: "/proc/\(process)/\(file)") ?? Data()
    return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\0", with: " ")
  }

  private func files() -> [(path: String, status: stat)] {
    let names = FileManager.default.enumerator(atPath: root.string)
    var files: [(String, stat)] = []
    while let name = names?.nextObject() as? String {
      var status = stat()
      if lstat(root.appending(name).string, &status) == 0 { files.append((name, status)) }
    }
    return files
  }

  private func sockets() -> [String] {
    files().filter { $0.status.st_mode & S_IFMT == S_IFSOCK }.map {
      "the socket \($0.path) is left"
    }
  }

  /// Locked files, see proc(5): `1: FLOCK  ADVISORY  WRITE 123 00:1f:4567 0 EOF`.
  ///
  /// By device and inode: on two file systems in memory the same numbers are files of different builds. A
  /// file with another name elsewhere, as the image of all tests, may be locked by whoever uses that.
  private func locks() throws -> [String] {
    let locked = try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
      .compactMap { line -> [UInt64]? in
        guard let match = line.firstMatch(of: /\s([0-9a-f]+):([0-9a-f]+):(\d+)\s/),
          let major = UInt64(match.1, radix: 16), let minor = UInt64(match.2, radix: 16),
          let inode = UInt64(match.3)
        else { return nil }
        return [major, minor, inode]
      }
    return files().filter { $0.status.st_nlink == 1 }.filter { file in
      // The parts of a device number, see makedev(3).
      let device = UInt64(file.status.st_dev)
      let major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
      let minor = device & 0xff | (device >> 12) & ~0xff
      return locked.contains([major, minor, UInt64(file.status.st_ino)])
    }.map { "the lock \($0.path) is held" }
  }

  private func ownMounts() throws -> [String] {
    try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8).split(separator: "\n")
      .filter { $0.contains(home.string) }.map { "mounted: \($0)" }
  }
}
