public import BuildFoundation
public import ImageProperties
public import WindowsSetup

/// A disk mounted in the appliance.
public protocol OfflineGuest: Guest {
  /// What is on the disk. Needs no step to have run before.
  ///
  /// Who signed the boot loaders and kernels is of interest where Secure Boot is wanted: to copy them takes
  /// most of a second without KVM.
  func inspect(readingSignatures: Bool) async throws -> DiskFacts
  /// Removes everything that a shell pattern matches; nothing that matches is no error.
  func removeAll(matching pattern: String) async throws
  /// The size of the whole disk, which `BuildDisk.grow(to:)` may have made larger than what is on it.
  func diskSize() async throws -> ByteCount
  /// Grows the file system that is mounted at `path`, and the partition that holds it, to the end of
  /// the disk; gives its new size.
  ///
  /// Everything is unmounted meanwhile, and mounted again. Throws `buildFailed` when no file system is
  /// mounted there, something lies behind it on the disk (and says what), or it is of a kind that
  /// cannot grow. What already fills the disk is left as it is.
  func growFileSystem(mountedAt path: String) async throws -> ByteCount
  /// Gives every file the SELinux label that `fileContexts`, a file in the guest, has for it, with the
  /// appliance's own `setfiles`; false when the appliance has none.
  func relabel(with fileContexts: String) async throws -> Bool
  /// The Windows on the disk; that there is one only its calls tell.
  var windows: any WindowsDisk { get }
  /// Tells the disk which blocks are free, so that the image does not carry deleted data.
  func trim() async throws
}
