extension BuildEvent {
  /// What can happen in a build.
  public enum Kind: Sendable, Codable, Equatable {
    /// A build of the recipe `name` began; `activities` are the titles of what is going to be done.
    case buildStarted(name: String, activities: [Activity])
    /// An activity began.
    case started(Activity)
    /// What the activity is doing now; `fraction` from 0 to 1 where it is known.
    case progress(Activity.ID, detail: String, fraction: Double?)
    /// A line that the activity's command, guest or tool printed.
    case output(Activity.ID, line: String)
    /// An activity ended; `seconds` is wall-clock time.
    case finished(Activity.ID, outcome: Outcome, seconds: Double)
    /// Something worth saying beside the activities.
    case notice(Level, message: String)
    /// The build ended; `artifact` is the folder of a successful one.
    case buildFinished(Summary)
  }

  /// How an activity ended.
  public enum Outcome: Sendable, Codable, Equatable {
    /// It was done; the note says what came of it.
    case done(note: String?)
    /// A layer of an earlier build was used.
    case cached
    /// It failed.
    case failed(message: String)
    /// The build ended before it could finish.
    case interrupted
  }

  /// How much attention a notice wants.
  public enum Level: String, Sendable, Codable {
    case info
    case warning
  }

  /// How a build ended.
  public struct Summary: Sendable, Codable, Equatable {
    /// The recipe's name.
    public var name: String
    /// Whether there is an artifact.
    public var succeeded: Bool
    /// Whether the artifact was there already, and nothing was built.
    public var isUpToDate = false
    /// Lines for the reader: files and sizes, or what is kept after a failure.
    public var lines: [String]
    /// Wall-clock seconds of the whole build.
    public var seconds: Double

    /// Makes a summary.
    public init(name: String, succeeded: Bool, lines: [String], seconds: Double) {
      self.name = name
      self.succeeded = succeeded
      self.lines = lines
      self.seconds = seconds
    }
  }
}
