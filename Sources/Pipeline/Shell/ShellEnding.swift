/// How a shell in a guest came to its end.
public enum ShellEnding: Sendable, Equatable {
  /// By itself, with this status.
  case exited(Int32)
  /// The person left it.
  case left
  /// The guest, or what runs it, went away; the reason where it is known.
  case lost(reason: String?)
}

extension ShellEnding {
  /// What to say of a guest that went away; nil where it did not.
  public var loss: String? {
    guard case .lost(let reason) = self else { return nil }
    // libguestfs adds lines on how to report errors.
    let line = reason?.split(separator: "\n").first
    return "the guest is gone" + (line.map { ": \($0)" } ?? "")
  }
}
