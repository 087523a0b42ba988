import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage

/// `bootstrap`: Debian or Ubuntu installed from its packages onto an empty disk, natively on the host.
///
/// The file systems are made straight from mmdebstrap's tree, in the user namespace that owns it, so
/// that neither root, nor a loop device, nor an appliance is needed; see
/// docs/decisions/0002-base-disk-without-an-appliance.md.
struct DebianBootstrap: BuildBase {
  private static let version = 2

  let base: BootstrapBase
  private let architecture: BootstrapBase.Architecture
  private let partitions: DiskPartitions
  private let packages: BootstrapPackages
  private let mirrors: MirrorState

  /// The base with the state of its mirrors known, which are asked.
  static func pin(
    _ base: BootstrapBase, diskSize: ByteCount, store: PinStore, report: StepReport,
    means: MirrorQuery.Means
  ) async throws -> DebianBootstrap {
    let unpinned = try DebianBootstrap(base, diskSize: diskSize, mirrors: MirrorState())
    try unpinned.checkKeyring()
    let query = MirrorQuery(
      base: base, architecture: unpinned.architecture, store: store, report: report, means: means)
    return try await DebianBootstrap(base, diskSize: diskSize, mirrors: query.state())
  }

  init(_ base: BootstrapBase, diskSize: ByteCount, mirrors: MirrorState) throws {
    self.base = base
    self.mirrors = mirrors
    packages = BootstrapPackages(base.distribution.value)
    architecture = base.architecture?.value ?? .amd64
    partitions = DiskPartitions(diskSize: diskSize)
    guard architecture == .amd64 else {
      throw BuildError(
        .recipe,
        "reading the base: bootstrap cannot make \(architecture.rawValue) disks yet, only amd64")
    }
  }

  var title: String { "bootstrap \(base.distribution.value.rawValue) \(base.suite.value)" }
  var dependsOnOutside: Bool { mirrors.releases == nil }
  var layout: DiskLayout? { partitions.layout }
  var finishingSteps: [any BuildStep] { [] }

  /// What the mirrors serve: the digests of their package lists, by suite.
  var pins: [String: String] {
    let releases = (mirrors.releases ?? [:]).sorted { $0.key < $1.key }.map { name, digest in
      // Behind its number among the sources.
      ("package lists of \(name.split(separator: " ").last ?? "")", digest)
    }
    return Dictionary(releases) { "\($0), \($1)" }
  }

  func keyFields() throws -> [KeyField] {
    [
      KeyField("base", "bootstrap \(Self.version)"), try KeyField("settings", encoding: base),
      KeyField("architecture", architecture.rawValue),
      try KeyField("packages", encoding: packages.all),
      try KeyField("releases", encoding: mirrors.releases ?? [:]),
      KeyField("size", "\(partitions.diskSize.bytes)"),
      KeyField("partitions", partitions.script),
      KeyField("mmdebstrap", options.joined(separator: "\n")),
      KeyField("scripts", BootstrapScripts.hook + BootstrapScripts.assembly),
      try KeyField("files", encoding: GuestFiles.all(root: .zero)),
    ]
  }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] {
    let folder = try BootstrapFolder(scratch)
    do {
      let inputs = try await makeDisk(at: path, in: folder, scratch, report)
      await remove(folder)
      return inputs
    } catch {
      await remove(folder)
      throw error
    }
  }

  private func makeDisk(
    at path: FilePath, in folder: BootstrapFolder, _ scratch: BuildScratch, _ report: StepReport
  ) async throws -> [String: String] {
    let root = FileSystemIdentity.random()
    try folder.prepare(files: GuestFiles.all(root: root))
    report.progress("partitioning")
    try await partitions.make(folder.disk)
    let keyring = try base.keyring.map { try folder.take($0) }
    try await folder.openToHook()
    report.progress("installing packages")
    let environment = [distributionEnvironment, partitions.environment, root.environment]
      .reduce(folder.environment) { $0.merging($1) { $1 } }
    try await runMmdebstrap(folder, keyring, environment, scratch, report)
    report.progress("making file systems")
    try await inTreeNamespace(
      of: folder, ["sh", folder.assembly.string, folder.tree.string],
      doing: "making the base's file systems", environment: environment)
    report.progress("making it bootable")
    try BIOSBootCode(folder).install(on: folder.disk, at: partitions.biosBoot)
    report.progress("converting")
    try await ExternalTool.qemuImage.check(
      ["convert", "-f", "raw", "-O", "qcow2", folder.disk.string, path.string],
      doing: "converting the base disk", onStart: { scratch.onProcess("qemu-img", $0) })
    return try folder.releases()
  }

  /// Runs a command as the owner of the tree.
  private func inTreeNamespace(
    of folder: BootstrapFolder, _ command: [String], doing: String,
    environment: [String: String] = [:]
  ) async throws {
    if folder.isShared {
      try await ExternalTool.mmdebstrap.check(
        ["--unshare-helper"] + command, doing: doing, environment: environment)
    } else {
      try await ExternalTool.shell.check(
        ["-c", #""$@""#, "sh"] + command, doing: doing, environment: environment)
    }
  }

  /// Removes the folder, in a task of its own: an interrupted build must not leave a tree that only
  /// a subordinate user can remove.
  private func remove(_ folder: BootstrapFolder) async {
    await Task {
      if folder.isShared {
        try? await inTreeNamespace(
          of: folder, ["rm", "-rf", folder.tree.string], doing: "removing the base's tree")
      }
      folder.remove()
    }.value
  }

  private func runMmdebstrap(
    _ folder: BootstrapFolder, _ keyring: FilePath?, _ environment: [String: String],
    _ scratch: BuildScratch, _ report: StepReport
  ) async throws {
    do {
      try await mmdebstrap(
        folder,
        options + (keyring.map { ["--keyring=\($0)"] } ?? []) + [
          base.suite.value, folder.tree.string,
        ] + (base.mirror.map { [$0.value] } ?? []),
        environment,
        onStart: { scratch.onProcess("mmdebstrap", $0) },
        onLine: { line in
          report.output(line)
          if let phase = MmdebstrapOutput.phase(of: line) { report.progress(phase) }
        })
    } catch var error as BuildError {
      let (code, hint) = MmdebstrapOutput.explanation(of: error.output)
      error.code = code ?? error.code
      error.hint = hint ?? error.hint
      throw error
    }
  }

  /// Runs mmdebstrap where what it mounts in the tree is gone with it, however it ends.
  ///
  /// As root, in a mount namespace that is made for it; unprivileged, it makes one itself.
  private func mmdebstrap(
    _ folder: BootstrapFolder, _ arguments: [String], _ environment: [String: String],
    onStart: @Sendable (Int32) -> Void, onLine: @escaping @Sendable (String) -> Void
  ) async throws {
    let doing = "installing \(base.suite.value)"
    if folder.isShared {
      try await ExternalTool.mmdebstrap.check(
        arguments, doing: doing, environment: environment, onStart: onStart, onLine: onLine)
    } else {
      let program = try ExternalTool.mmdebstrap.located().string
      try await ExternalTool.unshare.check(
        ["--mount", "--propagation", "private", program] + arguments, doing: doing,
        environment: environment, onStart: onStart, onLine: onLine)
    }
  }

  /// What the scripts are told of the distribution: the folder that its signed GRUB looks into.
  private var distributionEnvironment: [String: String] {
    ["IMGBUILD_DISTRIBUTION": base.distribution.value.rawValue]
  }

  /// All of mmdebstrap's arguments but where to and from, and whom to trust.
  private var options: [String] {
    [
      "--variant=minbase", "--format=directory", "--architectures=\(architecture.rawValue)",
      // The lists are as fresh as the base, so steps need not fetch them again; seal removes them.
      "--skip=cleanup/apt/lists",
      "--components=\(packages.components.joined(separator: ","))",
      "--include=\((packages.all + base.include.map(\.value)).joined(separator: ","))",
      #"--aptopt=Acquire::Languages "none""#, #"--aptopt=APT::Install-Recommends "false""#,
      "--dpkgopt=force-unsafe-io",
      #"--essential-hook=sh "$IMGBUILD_FOLDER/hook.sh" essential "$1""#,
      #"--customize-hook=sh "$IMGBUILD_FOLDER/hook.sh" customize "$1""#,
    ]
  }
}
