public import BuildFoundation

/// Grows the disk, and the partition and file system that are last on it.
public struct ResizeStep: Sendable, Hashable, Encodable {
  /// The virtual size of the disk; not less than it has.
  public var size: Located<ByteCount>
  /// Where the file system is mounted that gets the room.
  public var path: Located<String>

  /// Makes the step.
  public init(size: Located<ByteCount>, path: Located<String>) {
    self.size = size
    self.path = path
  }
}

extension ResizeStep: StepDetails {
  var kind: String { "resize" }
  var summary: String { "resize: \(path.value), on a disk of \(size.value)" }
}
