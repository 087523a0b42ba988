import CLibvirt

/// What a domain does now.
public enum DomainState: Sendable, Hashable {
  /// Its processors run.
  case running
  /// It waits: for the start, a snapshot, a disk that is full.
  case paused
  /// It is on its way down.
  case shuttingDown
  /// It is gone.
  case stopped(StopReason)

  /// Why a domain is gone.
  public enum StopReason: String, Sendable, Hashable {
    /// The guest powered itself off.
    case shutdown = "powered itself off"
    /// Somebody destroyed it.
    case destroyed = "was destroyed"
    /// QEMU or the guest crashed.
    case crashed = "crashed"
    /// QEMU could not go on.
    case failed = "failed"
    /// libvirt did not say.
    case unknown = "is gone"

    /// From the detail of a libvirt "stopped" event.
    init(eventDetail: Int32) {
      switch eventDetail {
      case Int32(VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN.rawValue): self = .shutdown
      case Int32(VIR_DOMAIN_EVENT_STOPPED_DESTROYED.rawValue): self = .destroyed
      case Int32(VIR_DOMAIN_EVENT_STOPPED_CRASHED.rawValue): self = .crashed
      case Int32(VIR_DOMAIN_EVENT_STOPPED_FAILED.rawValue): self = .failed
      default: self = .unknown
      }
    }
  }

  /// Whether the domain is gone.
  public var isStopped: Bool {
    if case .stopped = self { true } else { false }
  }
}
