import BuildFoundation
import Glibc

/// A process, told from every later one that gets the same id.
public struct ProcessIdentity: Sendable, Hashable, Codable {
  /// The process id.
  public let pid: Int32
  /// When it started, in clock ticks since boot: field 22 of /proc/PID/stat.
  public let startTime: UInt64
  /// The boot in which it started.
  public let bootID: String
  /// The process-id namespace in which `pid` means something.
  public let namespace: String

  /// The process that has this id now; nil when there is none.
  public init?(pid: Int32) {
    guard let status = ProcessStatus(pid: pid), !status.hasEnded else { return nil }
    self.init(pid: pid, startTime: status.startTime)
  }

  init(
    pid: Int32, startTime: UInt64, bootID: String = HostIdentity.bootID,
    namespace: String = HostIdentity.processNamespace
  ) {
    self.pid = pid
    self.startTime = startTime
    self.bootID = bootID
    self.namespace = namespace
  }

  /// This process.
  public static var current: ProcessIdentity {
    ProcessIdentity(pid: getpid()) ?? ProcessIdentity(pid: getpid(), startTime: 0)
  }

  /// Whether this very process still runs; a zombie does not.
  ///
  /// False for a process of another boot or another container: it cannot be seen from here.
  public var isAlive: Bool {
    isOfThisHost && ProcessIdentity(pid: pid) == self
  }

  /// Whether the id was given in this boot and this container.
  var isOfThisHost: Bool {
    bootID == HostIdentity.bootID && namespace == HostIdentity.processNamespace
  }
}
