import BuildFoundation
import Foundation
import Pipeline
import SystemPackage
import TestSupport

/// A guest that is a folder: its own `/etc`, `/var` and `/opt`, and the programs of this machine.
///
/// Commands run in a chroot, in a mount namespace of their own: nothing stays mounted, and `/usr`
/// cannot be written.
struct FolderGuest: Guest {
  /// Whether this user may make such a guest.
  static let isPossible =
    (try? ToolRun("unshare", unshare + ["true"]))?.status == 0

  let place = GuestPlace.appliance
  private let folder: TemporaryFolder
  private var root: FilePath { folder.path }

  private static var unshare: [String] {
    geteuid() == 0 ? ["--mount"] : ["--mount", "--map-root-user"]
  }

  private static let preparation = """
    set -eu
    cd "$1"
    mkdir -p usr proc dev tmp run root opt etc var/lib var/cache var/log var/tmp
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$name"; done
    for name in passwd group nsswitch.conf ld.so.cache alternatives ssl dnf zypp rpm; do
      if [ -e "/etc/$name" ]; then cp -a "/etc/$name" etc/; fi
    done
    """
  private static let entry = """
    set -eu
    root=$1
    shift
    mount --bind /usr "$root/usr"
    mount -o remount,bind,ro "$root/usr"
    mount --bind /proc "$root/proc"
    mount --bind /dev "$root/dev"
    exec chroot "$root" "$@"
    """

  /// A guest that says of itself that it is `release`, in the words of os-release.
  init(release: String) throws {
    folder = try TemporaryFolder()
    let made = try ToolRun("sh", ["-c", Self.preparation, "sh", folder.path.string])
    guard made.status == 0 else { throw BuildError(.buildFailed, made.output) }
    _ = try folder.write("etc/os-release", release)
  }

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    let variables = [
      "HOME": "/root", "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    ].merging(command.environment) { $1 }
    let arguments =
      Self.unshare + ["sh", "-c", Self.entry, "sh", root.string, "env", "-i"]
      + variables.map { "\($0)=\($1)" } + command.arguments
    let result = try ToolRun("unshare", arguments)
    result.output.split(separator: "\n").forEach { output(String($0)) }
    return result.status
  }

  func read(_ path: String) async throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: host(path)) else {
      throw BuildError(.buildFailed, "reading \(path)")
    }
    return Array(data)
  }

  func text(_ path: String) async throws -> String {
    String(decoding: try await read(path), as: UTF8.self)
  }

  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws {
    try Data(content).write(to: URL(filePath: host(path)))
    chmod(host(path), mode_t(attributes.mode))
  }

  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws {
    let data = try Data(contentsOf: URL(filePath: file.string))
    try await write(path, Array(data), attributes: attributes)
  }

  func makeFolder(_ path: String, attributes: FileAttributes) async throws {
    try FileManager.default.createDirectory(
      atPath: host(path), withIntermediateDirectories: true)
  }

  func exists(_ path: String) async throws -> Bool {
    FileManager.default.fileExists(atPath: host(path))
  }

  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws { try await body() }

  /// Where a file of the guest is on this machine.
  func host(_ path: String) -> String { root.string + path }
}
