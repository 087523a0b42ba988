extension BuildError: CustomStringConvertible {
  /// The message, with the causes below it in brackets; for logs, not for the terminal.
  public var description: String {
    guard let cause else { return message }
    return "\(message) (\(cause))"
  }

  /// The messages from this error down to its first cause, each once.
  public var chain: [String] {
    var messages = [message]
    var next = cause
    // That a task was cancelled is how an interruption travels, not a reason.
    while let error = next, !(error is CancellationError) {
      let text = (error as? BuildError)?.message ?? String(describing: error)
      if messages.last != text { messages.append(text) }
      next = (error as? BuildError)?.cause
    }
    return messages
  }

  /// `error` itself if it is a `BuildError`, an interruption for a cancelled task, otherwise a
  /// failed build with `doing` as what the user was doing.
  public static func wrapping(_ error: any Error, doing: String) -> BuildError {
    if let known = error as? BuildError { return known }
    if error is CancellationError {
      return BuildError(.interrupted, "\(doing): interrupted")
    }
    return BuildError(.buildFailed, "\(doing): \(error)", cause: nil)
  }
}
