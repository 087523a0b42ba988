/// Something that a QMP server says without being asked.
public struct QMPEvent: Sendable, Hashable {
  /// The event's name, such as `JOB_STATUS_CHANGE`.
  public let name: String
  /// What belongs to it; `.null` when there is nothing.
  public let data: QMPValue

  /// Makes an event.
  public init(name: String, data: QMPValue = .null) {
    self.name = name
    self.data = data
  }
}
