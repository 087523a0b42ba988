public import BuildFoundation
public import Foundation

/// One run of a build, as a list shows it.
public struct RunSummary: Sendable, Codable, Equatable {
  /// How a run ended.
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    /// There is a new artifact.
    case succeeded
    /// The artifact that was there is what the run would have made.
    case upToDate
    /// There is no new artifact.
    case failed
    /// Somebody ended it.
    case interrupted
  }

  /// Why there is no new artifact.
  public struct Failure: Sendable, Codable, Equatable {
    /// The kind of failure, which decides the exit status.
    public var code: BuildError.Code
    /// What went wrong; without the values of secrets.
    public var message: String

    /// Makes a record of a failure.
    public init(code: BuildError.Code, message: String) {
      self.code = code
      self.message = message
    }
  }

  /// The image file of a run.
  public struct Image: Sendable, Codable, Equatable {
    /// Bytes of the file.
    public var size: ByteCount
    /// Bytes of the disk that a guest sees.
    public var virtualSize: ByteCount
    /// SHA-256 in hexadecimal.
    public var sha256: String

    /// Makes a record of a file.
    public init(size: ByteCount, virtualSize: ByteCount, sha256: String) {
      self.size = size
      self.virtualSize = virtualSize
      self.sha256 = sha256
    }
  }

  /// The number by which the user names the run; 0 before it is recorded.
  public var id: Int64
  /// The image's name.
  public var name: String
  /// The recipe's file, absolute.
  public var recipe: String
  /// When it began.
  public var started: Date
  /// How long it took, in seconds of wall-clock time.
  public var seconds: Double
  /// How it ended.
  public var outcome: Outcome
  /// Why it failed or was interrupted.
  public var failure: Failure?
  /// The version of imgbuild.
  public var imgbuild: String
  /// The key of the whole build; nil when the run ended before it was known.
  public var key: String?
  /// The image file; nil when there is none.
  public var image: Image?

  /// Makes a summary of a run that is not recorded yet.
  public init(
    name: String, recipe: String, started: Date, seconds: Double, outcome: Outcome,
    failure: Failure? = nil, imgbuild: String, key: String? = nil, image: Image? = nil
  ) {
    id = 0
    self.name = name
    self.recipe = recipe
    self.started = started
    self.seconds = seconds
    self.outcome = outcome
    self.failure = failure
    self.imgbuild = imgbuild
    self.key = key
    self.image = image
  }
}
