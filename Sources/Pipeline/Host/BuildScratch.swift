public import SystemPackage

/// The folders of one build that are removed when it ends, however it ends.
public struct BuildScratch: Sendable {
  /// Unique to the build; part of the names of files it leaves in shared folders meanwhile.
  public var id: String
  /// For large files; on the same file system as the layers.
  public var folder: FilePath
  /// Records a process, so that the next start can end it should this one be killed.
  public var onProcess: @Sendable (_ name: String, _ pid: Int32) -> Void
  /// Where to make a file or folder outside `folder` until it is whole; recorded, so that it goes
  /// if the build does not finish.
  public var partialOutput: @Sendable (_ output: FilePath) throws -> FilePath

  /// Makes a description of the folders; they exist already.
  public init(
    id: String, folder: FilePath,
    onProcess: @escaping @Sendable (_ name: String, _ pid: Int32) -> Void,
    partialOutput: @escaping @Sendable (_ output: FilePath) throws -> FilePath
  ) {
    self.id = id
    self.folder = folder
    self.onProcess = onProcess
    self.partialOutput = partialOutput
  }
}
