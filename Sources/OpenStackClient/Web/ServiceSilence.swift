public import BuildFoundation

/// That a service did not answer, or not to the end: whether it did what it was asked is not known.
///
/// It is the cause of the `BuildError` that such a failure becomes.
public struct ServiceSilence: Error, Sendable, CustomStringConvertible {
  /// The sentence that the `BuildError` has.
  public let description: String
  /// Whether another try can help.
  public let isPassing: Bool
}

extension BuildError {
  /// That a service did not answer, if that is why this failed.
  public var serviceSilence: ServiceSilence? {
    cause as? ServiceSilence ?? (cause as? BuildError)?.serviceSilence
  }
}
