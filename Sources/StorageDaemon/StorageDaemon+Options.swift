public import BuildFoundation
public import SystemPackage

extension StorageDaemon {
  /// What a daemon is started with.
  public struct Options: Sendable {
    /// The image under the first overlay: a base, or the top layer of an earlier build.
    ///
    /// Only read.
    public var base: FilePath
    /// The format of `base`.
    public var baseFormat: ImageFormat
    /// The overlay to make; nothing may be there.
    ///
    /// Its header names `base` by its file name where both are in one folder, else as given here.
    public var firstOverlay: FilePath
    /// The size of the disk; nil: that of `base`, below which it cannot be.
    public var virtualSize: ByteCount?
    /// The folder for the daemon's sockets; it must exist, and be private to the user.
    public var socketFolder: FilePath
    /// The export's name.
    public var exportName = "disk"
    /// How long the daemon may take until it answers.
    public var limit = Duration.seconds(30)

    /// Makes options.
    public init(
      base: FilePath, baseFormat: ImageFormat, firstOverlay: FilePath,
      virtualSize: ByteCount? = nil, socketFolder: FilePath
    ) {
      self.base = base
      self.baseFormat = baseFormat
      self.firstOverlay = firstOverlay
      self.virtualSize = virtualSize
      self.socketFolder = socketFolder
    }

    var exportSocket: FilePath { socketFolder.appending("nbd.sock") }
    var commandSocket: FilePath { socketFolder.appending("qmp.sock") }
  }
}
