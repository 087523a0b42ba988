/// What a build does when it fails, before what it was working on is gone.
public enum FailureAction: Sendable {
  /// Nothing.
  case cleanup
  /// It keeps the disk, until the recipe fails or succeeds again; what is written down about it has
  /// none of the texts in it.
  case keep(hiding: [String])
  /// It lets a person work in the guest that failed.
  case shell(any ShellTerminal)
}
