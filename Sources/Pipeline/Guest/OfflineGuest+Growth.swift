public import BuildFoundation

extension OfflineGuest {
  /// Lets the file system that is mounted at `path` fill a disk that was grown to `size`.
  ///
  /// Throws a `recipe` error when the disk is larger than `size`: file systems are not shrunk.
  public func fillDisk(of size: ByteCount, with path: String, report: StepReport) async throws {
    let actual = try await diskSize()
    // The disk has whole sectors, of 512 bytes.
    guard actual.bytes < size.bytes + 512 else {
      throw BuildError(
        .recipe, "resizing the disk to \(size): it has \(actual) already, and is never shrunk",
        hint: "ask for \(actual) or more, or build on a smaller base")
    }
    report.progress("growing \(path)")
    let fileSystem = try await growFileSystem(mountedAt: path)
    report.output("\(path) has \(fileSystem) of the disk's \(actual)")
  }
}
