import Foundation
import Glibc
import SystemPackage

/// A libvirt daemon for the whole system, as far as a mount namespace goes: its settings, sockets and state
/// are in there.
final class PrivateLibvirt: Sendable {
  private let process: Process

  /// Starts it, and waits until it listens.
  init(in mounts: PrivateMounts) throws {
    let ready: FilePath = "/run/libvirt/libvirt-sock"
    try mounts.run(
      "sh", "-ec",
      """
      [ -e /run/imgbuild-test ] || {
        mount -t tmpfs tmpfs /run
        touch /run/imgbuild-test
        for folder in /etc /var/lib /var/cache /var/log; do
          mkdir -p /run/upper$folder /run/work$folder
          mount -t overlay -o lowerdir=$folder,upperdir=/run/upper$folder,workdir=/run/work$folder \\
            overlay $folder
        done
        mkdir -p /etc/libvirt
        echo 'auth_unix_rw = "none"' >/etc/libvirt/libvirtd.conf
        cat >/etc/libvirt/qemu.conf <<'END'
      user = "root"
      group = "root"
      security_driver = "none"
      stdio_handler = "file"
      remember_owner = 0
      namespaces = []
      cgroup_controllers = []
      END
      }
      rm -f \(ready) /run/libvirtd.pid
      """)
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = mounts.entering + ["libvirtd"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let socket = mounts.path(ready).string
    while access(socket, F_OK) != 0 {
      guard process.isRunning else { throw Failure() }
      usleep(10_000)
    }
  }

  deinit { kill() }

  struct Failure: Error {}

  /// Ends it at once; the guests that it has started run on.
  func kill() {
    guard process.isRunning else { return }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
