public import BuildFoundation
public import SystemPackage

/// The disk of a running build: a chain of layers with a writable overlay on top.
public protocol BuildDisk: Sendable {
  /// Freezes what was written since the last checkpoint as a layer named `frozen`, and goes on in a
  /// new overlay at `overlay`.
  ///
  /// The current overlay's file is renamed to `frozen`, which must not exist; both are on the
  /// layers' file system. Guests stay attached.
  func checkpoint(renamingTo frozen: FilePath, continuingIn overlay: FilePath) async throws

  /// Makes the disk at least `size` large, rounded up to whole sectors of 512 bytes.
  ///
  /// To be called while no guest is attached; the next one sees the new size, at the end of which
  /// nothing is yet. A disk that is large enough is left alone: a disk never shrinks.
  func grow(to size: ByteCount) async throws

  /// The file of the current overlay.
  var overlay: FilePath { get async }

  /// Ends the export; the current overlay stays.
  func close() async throws
}
