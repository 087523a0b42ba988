extension BuildError {
  /// The kinds of failure; each has the exit status that `imgbuild --help` documents.
  public enum Code: String, Sendable, Codable, CaseIterable {
    /// A step, a check or an outside tool failed.
    case buildFailed
    /// A wait came to its limit.
    case timedOut
    /// The command line was wrong.
    case usage
    /// The recipe, or a file that it names, was wrong.
    case recipe
    /// This machine cannot do what the build needs.
    case host
    /// The user interrupted the build.
    case interrupted
    /// imgbuild itself is wrong; worth a report.
    case defect

    /// The exit status of a process that ends with this error.
    public var exitStatus: Int32 {
      switch self {
      case .buildFailed, .timedOut, .defect: 1
      case .usage, .recipe: 2
      case .host: 3
      case .interrupted: 130
      }
    }
  }
}
