/// What a first boot needs on the disk, for whoever applies it offline.
public struct FirstBootChanges: Sendable, Equatable {
  /// A file that moves out of the way and is called from what takes its place.
  public struct Move: Sendable, Equatable {
    public let from: WindowsPath
    public let to: WindowsPath
  }

  /// The move that comes before any file is written; nil where nothing is in the way.
  public var move: Move?
  /// Written in this order: what starts everything comes last.
  public var files: [WindowsFile]
  /// The service to add; nil where Windows Setup starts everything.
  public var service: WindowsService?
}
