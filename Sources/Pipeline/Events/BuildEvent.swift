public import Foundation

/// Something that happened in a build: the one vocabulary of terminal, log, JSON lines and history.
public struct BuildEvent: Sendable, Codable {
  /// When it happened.
  public var time: Date
  /// What happened.
  public var kind: Kind

  /// Makes an event.
  public init(_ kind: Kind, at time: Date = Date()) {
    self.time = time
    self.kind = kind
  }
}
