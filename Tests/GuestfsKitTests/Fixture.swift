import BuildFoundation
import Foundation
import GuestfsKit
import HostKit
import StorageDaemon
import SystemPackage

/// A blank disk in a storage daemon, and an archive of a system that can just run a shell.
struct Fixture {
  let folder: FilePath
  let daemon: StorageDaemon

  var options: Appliance.Options {
    var options = Appliance.Options(
      drives: [.export(socket: daemon.socket, name: daemon.exportName)], usesKVM: false)
    options.temporaryFolder = folder
    return options
  }

  func path(_ name: String) -> FilePath { folder.appending(name) }

  /// Runs `body`, and removes everything afterwards.
  static func with(
    base: FilePath? = nil, _ body: (Fixture) async throws -> Void
  ) async throws {
    var template = Array("/tmp/imgbuild-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    let folder = FilePath(platformString: template)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let blank = folder.appending("blank.qcow2")
    try await QemuImage.create(blank, format: .qcow2, size: .mebibytes(256))
    let daemon = try await StorageDaemon.start(
      .init(
        base: base ?? blank, baseFormat: .qcow2, firstOverlay: folder.appending("0.qcow2"),
        socketFolder: folder))
    do {
      try await body(Fixture(folder: folder, daemon: daemon))
      await daemon.stop()
    } catch {
      await daemon.stop()
      throw error
    }
  }

  /// An archive of the host's shell and a few programs, with the libraries that they need.
  func systemArchive() async throws -> FilePath {
    let archive = path("system.tar")
    try await ExternalTool("sh", package: "dash").check(
      [
        "-c",
        """
        set -e
        for program in sh sleep cat ls; do
          path=$(command -v $program)
          mkdir -p "$0/system/bin"
          cp -L "$path" "$0/system/bin/$program"
          for library in $(ldd "$path" | grep -o '/[^ ]*'); do
            mkdir -p "$0/system$(dirname $library)"
            cp -L "$library" "$0/system$library"
          done
        done
        mkdir -p "$0/system/dev" "$0/system/proc" "$0/system/sys" "$0/system/etc" "$0/system/tmp"
        tar -C "$0/system" -cf "$1" .
        """, folder.string, archive.string,
      ], doing: "packing a small system")
    return archive
  }
}
