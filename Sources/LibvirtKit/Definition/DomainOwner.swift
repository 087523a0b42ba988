import BuildFoundation
import Foundation

/// The process that must end a domain, kept in the domain's metadata.
///
/// The embedded driver has no autodestroy: a killed process leaves its domains running. The start
/// time tells a process from a later one with the same number.
public struct DomainOwner: Sendable, Hashable {
  /// The XML namespace of the metadata.
  public static let namespace = "urn:imgbuild:owner"

  /// The process's number.
  public var processID: Int32
  /// When it started, in clock ticks after boot: field 22 of `/proc/PID/stat`.
  public var startTime: UInt64
  /// The build that the domain belongs to.
  public var build: String
  /// Where the process's number means something: this boot of this host, and this container.
  ///
  /// A daemon may serve several.
  public var host: String

  /// An owner; a process of this host, unless another is named.
  public init(
    processID: Int32, startTime: UInt64, build: String, host: String = DomainOwner.thisHost
  ) {
    self.host = host
    self.processID = processID
    self.startTime = startTime
    self.build = build
  }

  /// This process, building `build`.
  public static func current(build: String) -> DomainOwner {
    let processID = getpid()
    return DomainOwner(
      processID: processID, startTime: startTime(of: processID) ?? 0, build: build)
  }

  /// The random number of this host's boot, and the container's process namespace.
  public static let thisHost: String = {
    let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return (boot ?? "").trimmingCharacters(in: .whitespacesAndNewlines) + " " + (namespace ?? "")
  }()

  /// Whether the owner can be seen from here.
  public var isOfThisHost: Bool { host == Self.thisHost }

  /// Whether the owner, a process of this host, still runs.
  public var isAlive: Bool {
    Self.startTime(of: processID) == startTime
  }

  /// When a process started; nil if there is none, or only its unburied exit status.
  private static func startTime(of processID: Int32) -> UInt64? {
    guard let status = ProcessStatus(pid: processID), !status.hasEnded else { return nil }
    return status.startTime
  }

  /// The metadata element.
  var element: MarkupElement {
    MarkupElement(
      "imgbuild:owner",
      [
        "xmlns:imgbuild": Self.namespace, "pid": "\(processID)", "start": "\(startTime)",
        "build": build, "host": host,
      ])
  }

  /// Reads the element back as libvirt gives it.
  init?(metadata: String) {
    guard let pid = MarkupElement.attribute("pid", in: metadata).flatMap({ Int32($0) }),
      let start = MarkupElement.attribute("start", in: metadata).flatMap({ UInt64($0) })
    else { return nil }
    self.init(
      processID: pid, startTime: start,
      build: MarkupElement.attribute("build", in: metadata) ?? "",
      host: MarkupElement.attribute("host", in: metadata) ?? "")
  }
}
