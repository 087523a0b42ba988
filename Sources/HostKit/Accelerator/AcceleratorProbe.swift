import BuildFoundation
import CKVMProbe
import Foundation
public import SystemPackage

/// Finds out whether /dev/kvm is any good, once per boot.
///
/// A device that opens proves nothing: on some hosts it emulates the guest instruction by
/// instruction, and a kernel booted on it never gets anywhere. So a loop is timed.
public struct AcceleratorProbe: Sendable {
  /// The longest time of the loop with which KVM is taken; real hardware needs about 1 ms.
  public static let slowestUsable = Duration.milliseconds(20)
  /// How long the probe may take.
  public static let limit = Duration.milliseconds(500)

  private let device: FilePath
  private let cacheFile: FilePath?
  private let bootID: String

  /// Makes a probe that keeps its verdict in `cacheFile` for as long as the host has `bootID`.
  ///
  /// Without a cache file every call measures.
  public init(
    cacheFile: FilePath?, device: FilePath = "/dev/kvm", bootID: String = HostIdentity.bootID
  ) {
    self.cacheFile = cacheFile
    self.device = device
    self.bootID = bootID
  }

  /// The verdict of this boot; measures for up to a second if there is none yet.
  public func verdict() async -> KVMVerdict {
    // The cache knows what the processor can do, not whether this user may still use it.
    let mayOpen = access(device.string, R_OK | W_OK) == 0
    if mayOpen, let cached = cachedVerdict() { return cached }
    let measured = await measure()
    switch measured {
    case .usable, .tooSlow: store(measured)
    case .absent, .noPermission, .failed: break
    }
    return measured
  }

  /// Times the loop, without the cache.
  public func measure() async -> KVMVerdict {
    await Measurement().run(on: device)
  }

  /// Where the probe blocks its thread.
  private actor Measurement {
    private let executor = DispatchQueueExecutor(label: "KVM probe")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
      executor.asUnownedSerialExecutor()
    }

    func run(on device: FilePath) -> KVMVerdict {
      let limit = UInt32(AcceleratorProbe.limit.milliseconds)
      return AcceleratorProbe.verdict(of: kvm_probe_run(device.string, limit))
    }
  }

  static func verdict(of result: kvm_probe_result) -> KVMVerdict {
    switch result.outcome {
    case KVM_PROBE_MEASURED where result.milliseconds < slowestUsable.milliseconds:
      return .usable(loopMilliseconds: result.milliseconds)
    case KVM_PROBE_MEASURED, KVM_PROBE_TIMED_OUT:
      return .tooSlow(loopMilliseconds: result.milliseconds)
    case KVM_PROBE_ABSENT: return .absent
    case KVM_PROBE_NO_PERMISSION: return .noPermission
    case KVM_PROBE_UNSUPPORTED:
      return .failed(reason: "there is no test for this architecture, only for x86_64")
    default:
      let stage = result.stage.map { String(cString: $0) } ?? "unknown call"
      if result.error != 0 {
        return .failed(reason: "\(stage): \(Errno(rawValue: result.error))")
      }
      return .failed(reason: "\(stage): the guest ended with KVM exit \(result.exit_reason)")
    }
  }

  private struct Entry: Codable {
    var bootID: String
    var device: String
    var verdict: KVMVerdict
  }

  private func cachedVerdict() -> KVMVerdict? {
    guard let cacheFile, let data = FileManager.default.contents(atPath: cacheFile.string),
      let entry = try? JSONDecoder().decode(Entry.self, from: data),
      entry.bootID == bootID, entry.device == device.string
    else { return nil }
    return entry.verdict
  }

  /// A verdict that cannot be kept is measured again: not worth an error.
  private func store(_ verdict: KVMVerdict) {
    guard let cacheFile else { return }
    let entry = Entry(bootID: bootID, device: device.string, verdict: verdict)
    try? PrivateFolder.make(cacheFile.removingLastComponent())
    try? JSONFile.write(entry, to: cacheFile)
  }
}

extension Duration {
  fileprivate var milliseconds: Double { self / .milliseconds(1) }
}
