import BuildFoundation
import HostKit
import Pipeline
import SystemPackage

extension BaseHost {
  /// Runs an installer on an empty disk, a qcow2 file that is made at `path`, and looks whether it has left anything there.
  ///
  /// `folder` is for what is needed meanwhile. Throws as `runInstaller` does, and `buildFailed` for a disk that is as empty
  /// as before, or damaged.
  func install(
    with machine: InstallerMachine, on path: FilePath, size: ByteCount, in folder: FilePath,
    report: StepReport
  ) async throws {
    try await ExternalTool.qemuImage.check(
      ["create", "-q", "-f", "qcow2", path.string, "\(size.bytes)"], doing: "making the disk")
    try await runInstaller(machine, on: path, report: report)
    report.progress("checking the disk")
    try await PartitionedDisk(path: path).check(in: folder)
  }
}
