import BuildFoundation
import GuestfsKit
import ImageProperties
import Pipeline
import SystemPackage
import WindowsSetup

/// A disk mounted in the libguestfs appliance.
struct ApplianceGuest: OfflineGuest {
  /// For calls that look into the system: they read little.
  static let shortLimit = Duration.seconds(120)
  /// For calls that read or write much of the disk.
  static let longLimit = Duration.seconds(600)

  /// The one disk of the appliance.
  static let disk = "/dev/sda"
  let appliance: Appliance
  /// A folder of the host for files that are looked at.
  let scratch: FilePath
  /// Where a shell finds the host; nil when the appliance was launched without.
  let shellPorts: ShellPorts?

  var place: GuestPlace { .appliance }
  var windows: any WindowsDisk { ApplianceWindows(guest: self) }

  init(_ appliance: Appliance, scratch: FilePath, shellPorts: ShellPorts? = nil) {
    self.appliance = appliance
    self.scratch = scratch
    self.shellPorts = shellPorts
  }

  /// Mounts the guest: by `layout`; where there is none, by its own table of file systems, if that is a
  /// plain one; by libguestfs's inspection, which costs 10 s and more without KVM, where it is not.
  func mount(by layout: DiskLayout?) async throws {
    try await call("the guest's file systems to be mounted", limit: Self.longLimit) {
      if let layout {
        let mounts = layout.mounts.map { ("\(Self.disk)\($0.partition)", $0.path) }
        for (device, path) in mounts { try $0.mount(device, at: path) }
      } else if try !PlainDisk.mount(in: $0) {
        try $0.mount($0.inspectSingle())
      }
    }
  }

  func inspect(readingSignatures: Bool) async throws -> DiskFacts {
    try await DiskInspector(guest: self, readsSignatures: readingSignatures).facts()
  }

  func run(
    _ command: GuestCommand, output: @escaping @Sendable (String) -> Void
  ) async throws -> Int32 {
    try await appliance.run(
      command.arguments, environment: GuestEnvironment.with(command.environment),
      limit: command.limit, output: output)
  }

  func read(_ path: String) async throws -> [UInt8] {
    try await call("reading \(path)") { try $0.read(path) }
  }

  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws {
    try await call("writing \(path)", limit: Self.longLimit) { try $0.write(path, content) }
    try await set(attributes, of: path)
  }

  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws {
    try await call("copying \(file)", limit: Self.longLimit) { try $0.upload(file, to: path) }
    try await set(attributes, of: path)
  }

  func makeFolder(_ path: String, attributes: FileAttributes) async throws {
    let isNew = try await call("making the folder \(path)") {
      if try $0.isFolder(path) { return false }
      try $0.makeFolder(path)
      return true
    }
    if isNew { try await set(attributes, of: path) }
  }

  func exists(_ path: String) async throws -> Bool {
    try await call("looking for \(path)") { try $0.exists(path) }
  }

  func relabel(with fileContexts: String) async throws -> Bool {
    try await call("the files to be labelled", limit: Self.longLimit) {
      try $0.relabel(with: fileContexts)
    }
  }

  func removeAll(matching pattern: String) async throws {
    try await call("removing \(pattern)", limit: Self.longLimit) {
      for path in try $0.paths(matching: pattern) { try $0.removeTree(path) }
    }
  }

  func trim() async throws {
    try await call("the file systems to be trimmed", limit: Self.longLimit) {
      for (device, path) in try $0.mounted() {
        // FAT cannot be trimmed by every kernel, and an ESP holds next to nothing.
        guard try $0.fileSystemType(of: device) != "vfat" else { continue }
        try $0.trim(path)
      }
    }
  }

  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws {
    try await call("the file systems to be written", limit: Self.longLimit) {
      // What a command left running would go on writing.
      try $0.endProcesses()
      try $0.sync()
    }
    try await body()
  }

  /// Ends what steps left running, whose names it gives, and unmounts everything.
  func unmount() async throws -> [String] {
    try await call("the file systems to be unmounted", limit: Self.longLimit) {
      // A process keeps the file system busy.
      let ended = try $0.endProcesses()
      try $0.unmountAll()
      return ended
    }
  }

  /// Runs `body` on the appliance, and ends the appliance at `limit` or on cancellation.
  ///
  /// Its calls answer nothing else. `waitingFor` completes "waited 2 min for …".
  func call<Result: Sendable>(
    _ waitingFor: String, limit: Duration = Self.shortLimit,
    _ body: @escaping @Sendable (isolated Appliance) throws -> Result
  ) async throws -> Result {
    try await appliance.withLimit(limit, waitingFor: waitingFor, body)
  }

  private func set(_ attributes: FileAttributes, of path: String) async throws {
    let owner = try await number(of: attributes.owner, in: "/etc/passwd", what: "user")
    let group = try await number(of: attributes.group, in: "/etc/group", what: "group")
    // Owner first: changing it takes away set-user-ID bits.
    try await call("setting owner and mode of \(path)") {
      try $0.setOwner(owner, group: group, of: path)
      try $0.setMode(attributes.mode, of: path)
    }
  }

  private func number(of name: String, in file: String, what: String) async throws -> Int {
    if name == "root" { return 0 }
    if let number = Int(name) { return number }
    let table = AccountTable(String(decoding: try await read(file), as: UTF8.self))
    guard let number = table.number(of: name) else {
      throw BuildError(
        .buildFailed, "setting the owner of a file: the guest has no \(what) \(name)",
        hint: "create it in an earlier step, or give its number")
    }
    return number
  }
}
