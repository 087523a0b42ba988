/// How a builder that is not needed any more comes to its end.
public enum BuilderEnding: Sendable {
  /// In good order, so that its file systems are clean.
  case shutDown
  /// At once: its disk is not kept.
  case cutPower
}
