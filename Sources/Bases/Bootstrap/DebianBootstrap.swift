import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage

/// `bootstrap`: Debian installed from its packages onto an empty disk, natively on the host.
///
/// The file systems are made straight from mmdebstrap's tree, in the user namespace that owns it, so
/// that neither root, nor a loop device, nor an appliance is needed; see
/// docs/decisions/0002-base-disk-without-an-appliance.md.
struct DebianBootstrap: BuildBase {
  private static let version = 1

  private let base: BootstrapBase
  private let architecture: BootstrapBase.Architecture
  private let partitions: DiskPartitions

  init(_ base: BootstrapBase, diskSize: ByteCount) throws {
    self.base = base
    architecture = base.architecture?.value ?? .amd64
    partitions = DiskPartitions(diskSize: diskSize)
    guard architecture == .amd64 else {
      throw BuildError(
        .recipe,
        "reading the base: bootstrap cannot make \(architecture.rawValue) disks yet, only amd64")
    }
  }

  var title: String { "bootstrap \(base.distribution.value.rawValue) \(base.suite.value)" }
  var dependsOnOutside: Bool { true }
  var layout: DiskLayout? { partitions.layout }
  var finishingSteps: [any BuildStep] { [] }

  func keyFields() throws -> [KeyField] {
    [
      KeyField("base", "bootstrap \(Self.version)"), try KeyField("settings", encoding: base),
      KeyField("architecture", architecture.rawValue),
      try KeyField("packages", encoding: DebianPackages.all),
      KeyField("size", "\(partitions.diskSize.bytes)"),
      KeyField("partitions", partitions.script),
      KeyField("mmdebstrap", options.joined(separator: "\n")),
      KeyField("scripts", BootstrapScripts.hook + BootstrapScripts.assembly),
      try KeyField("files", encoding: GuestFiles.all(root: .zero)),
    ]
  }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, report: StepReport
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
    try await folder.openToHook()
    report.progress("installing packages")
    let environment = folder.environment.merging(
      partitions.environment.merging(root.environment) { $1 }
    ) { $1 }
    try await runMmdebstrap(folder, environment, scratch, report)
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
    _ folder: BootstrapFolder, _ environment: [String: String], _ scratch: BuildScratch,
    _ report: StepReport
  ) async throws {
    do {
      try await mmdebstrap(
        folder,
        options + [base.suite.value, folder.tree.string] + (base.mirror.map { [$0.value] } ?? []),
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

  /// All of mmdebstrap's arguments but where to and from.
  private var options: [String] {
    [
      "--variant=minbase", "--format=directory", "--architectures=\(architecture.rawValue)",
      // The lists are as fresh as the base, so steps need not fetch them again; seal removes them.
      "--skip=cleanup/apt/lists",
      "--include=\((DebianPackages.all + base.include.map(\.value)).joined(separator: ","))",
      #"--aptopt=Acquire::Languages "none""#, #"--aptopt=APT::Install-Recommends "false""#,
      "--dpkgopt=force-unsafe-io",
      #"--essential-hook=sh "$IMGBUILD_FOLDER/hook.sh" essential "$1""#,
      #"--customize-hook=sh "$IMGBUILD_FOLDER/hook.sh" customize "$1""#,
    ]
  }
}
