import BuildFoundation
import CGuestfs
import SystemPackage

extension Appliance {
  /// Arguments of the appliance's kernel where QEMU emulates the processor.
  ///
  /// QEMU translates code once for each address at which it runs. With address space randomization
  /// every process has its libraries elsewhere, and has them translated anew: starting programs takes
  /// twice the time. Mitigations guard against what real processors do, and only cost here.
  private static let argumentsForEmulation = "norandmaps mitigations=off"

  /// Sets what must be set before the launch.
  func configure(_ options: Options) throws {
    let doing = "configuring the appliance"
    // Not through libvirt: the same disk, the same limits and the same way to end it everywhere.
    try check(doing) { guestfs_set_backend($0, "direct") }
    if !options.usesKVM {
      try check(doing) { guestfs_set_backend_setting($0, "force_tcg", "1") }
    }
    try check(doing) { guestfs_set_memsize($0, Int32(options.memory)) }
    try check(doing) { guestfs_set_smp($0, Int32(options.processors)) }
    try check(doing) { guestfs_set_network($0, options.hasNetwork ? 1 : 0) }
    // A terminal's Ctrl-C must reach imgbuild only, which then ends things in order.
    try check(doing) { guestfs_set_pgroup($0, 1) }
    let arguments = try arguments(options).joined(separator: " ")
    try check(doing) { guestfs_set_append($0, arguments) }
    try check(doing) { guestfs_set_trace($0, 0) }
    try check(doing) { guestfs_set_verbose($0, 0) }
    if let folder = options.temporaryFolder {
      try check(doing) { guestfs_set_tmpdir($0, folder.string) }
    }
    if let path = options.searchPath {
      try check(doing) { guestfs_set_path($0, path.string) }
    }
    if let folder = options.cacheFolder {
      try check(doing) { guestfs_set_cachedir($0, folder.string) }
    }
    for drive in options.drives { try add(drive) }
    try addPort(
      OutputChannel.port, to: "file,id=imgbuild,path=\(Self.doubled(channel.file))",
      id: "imgbuild")
    let ports = options.socketPorts.sorted { $0.key < $1.key }
    for (index, port) in ports.enumerated() {
      let (id, path) = ("imgbuild-\(index)", Self.doubled(port.value))
      try addPort(port.key, to: "socket,id=\(id),path=\(path),server=on,wait=off", id: id)
    }
  }

  /// The arguments of the appliance's kernel; libguestfs's own first process takes no notice of the
  /// last ones.
  private func arguments(_ options: Options) throws -> [String] {
    var arguments = options.usesKVM ? [] : [Self.argumentsForEmulation]
    // The appliance's own disk is one more, libguestfs's port, and that of the output channel.
    arguments.append("imgbuild.disks=\(options.drives.count + 1)")
    arguments.append("imgbuild.ports=\(options.socketPorts.count + 2)")
    if try Self.hasKnownNetwork(version) { arguments.append("imgbuild.address=169.254.2.15/16") }
    return arguments
  }

  /// Whether the appliance's network is the one that QEMU has inside itself: passt, which versions from
  /// 1.52 on take where it is installed, gives the host's own address (libguestfs, lib/launch-direct.c).
  static func hasKnownNetwork(_ version: (major: Int64, minor: Int64)) -> Bool {
    version.major == 1 && version.minor < 52
  }

  private var version: (major: Int64, minor: Int64) {
    get throws {
      let version = try value("asking for libguestfs's version") { guestfs_version($0) }
      defer { guestfs_free_version(version) }
      return (version.pointee.major, version.pointee.minor)
    }
  }

  /// QEMU's option syntax ends a value at a comma; a doubled one stands for itself.
  private static func doubled(_ path: FilePath) -> String {
    path.string.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ",,")
  }

  private func addPort(_ name: String, to device: String, id: String) throws {
    let doing = "giving the appliance the port \(name)"
    try check(doing) { guestfs_config($0, "-chardev", device) }
    // No bus is named: the port joins libguestfs's own on the one virtio-serial controller.
    try check(doing) {
      guestfs_config($0, "-device", "virtserialport,chardev=\(id),name=\(name)")
    }
  }

  private func add(_ drive: ApplianceDrive) throws {
    switch drive {
    case .export(let socket, let name):
      let add = Drive(
        name: name, format: "raw", protocol: "nbd", server: "unix:\(socket)", readOnly: false)
      try self.add(add, doing: "attaching the disk to the appliance")
    case .file(let path, let format, let readOnly):
      let add = Drive(
        name: path.string, format: format, protocol: "file", server: nil, readOnly: readOnly)
      try self.add(add, doing: "attaching \(path) to the appliance")
    }
  }

  private struct Drive {
    let name: String
    let format: String
    let `protocol`: String
    let server: String?
    let readOnly: Bool
  }

  private func add(_ drive: Drive, doing: String) throws {
    try check(doing) { handle in
      drive.format.withCString { format in
        drive.protocol.withCString { `protocol` in
          "unsafe".withCString { cacheMode in
            "besteffort".withCString { discard in
              CStrings.withList(drive.server.map { [$0] } ?? []) { server in
                var options = guestfs_add_drive_opts_argv()
                options.bitmask =
                  imgbuild_add_drive_format | imgbuild_add_drive_protocol
                  | imgbuild_add_drive_readonly
                options.format = format
                options.protocol = `protocol`
                options.readonly = drive.readOnly ? 1 : 0
                if drive.server != nil {
                  options.bitmask |= imgbuild_add_drive_server
                  options.server = server
                }
                if !drive.readOnly {
                  // A build that dies starts again from its last layer, which the daemon has
                  // flushed: flushing on behalf of the appliance's kernel would only take time.
                  options.bitmask |= imgbuild_add_drive_cachemode | imgbuild_add_drive_discard
                  options.cachemode = cacheMode
                  options.discard = discard
                }
                return guestfs_add_drive_opts_argv(handle, drive.name, &options)
              }
            }
          }
        }
      }
    }
  }
}
