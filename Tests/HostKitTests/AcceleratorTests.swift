import BuildFoundation
import CKVMProbe
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import HostKit

@Suite struct AcceleratorTests {
  @Test(
    arguments: [
      (KVM_PROBE_MEASURED, 1.0, KVMVerdict.usable(loopMilliseconds: 1)),
      (KVM_PROBE_MEASURED, 19.9, .usable(loopMilliseconds: 19.9)),
      (KVM_PROBE_MEASURED, 20.0, .tooSlow(loopMilliseconds: 20)),
      (KVM_PROBE_MEASURED, 277, .tooSlow(loopMilliseconds: 277)),
      (KVM_PROBE_TIMED_OUT, 500, .tooSlow(loopMilliseconds: 500)),
      (KVM_PROBE_ABSENT, 0, .absent),
      (KVM_PROBE_NO_PERMISSION, 0, .noPermission),
    ])
  func verdictOfAResult(
    outcome: kvm_probe_outcome, milliseconds: Double, expected: KVMVerdict
  ) {
    var result = kvm_probe_result()
    result.outcome = outcome
    result.milliseconds = milliseconds
    #expect(AcceleratorProbe.verdict(of: result) == expected)
  }

  @Test func measuringAnythingEndsSoon() async {
    let start = ContinuousClock.now
    _ = await AcceleratorProbe(cacheFile: nil).measure()
    // Generous, because the host of the tests may be busy; a hang lasts for ever.
    #expect(ContinuousClock.now - start < AcceleratorProbe.limit + .seconds(10))
  }

  @Test func aMissingDeviceIsAbsent() async {
    #expect(await AcceleratorProbe(cacheFile: nil, device: "/dev/no-such-kvm").verdict() == .absent)
  }

  @Test func anotherDeviceFailsWithTheCallThatFailed() async {
    let verdict = await AcceleratorProbe(cacheFile: nil, device: "/dev/null").verdict()
    guard case .failed(let reason) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(reason.contains("KVM_GET_API_VERSION"))
  }

  /// /dev/null opens and is no KVM: every verdict but a failure can only come from the cache.
  @Test(
    arguments: [
      ("boot", "/dev/null", #"{"usable":{"loopMilliseconds":1}}"#, true),
      ("boot", "/dev/null", #"{"tooSlow":{"loopMilliseconds":300}}"#, true),
      ("earlier boot", "/dev/null", #"{"usable":{"loopMilliseconds":1}}"#, false),
      ("boot", "/dev/kvm", #"{"usable":{"loopMilliseconds":1}}"#, false),
      ("boot", "/dev/null", #"{"splendid":{}}"#, false),
      ("boot", "/dev/null", "", false),
    ])
  func theCacheIsForThisBootAndDevice(
    boot: String, device: String, verdict: String, isTaken: Bool
  ) async throws {
    let folder = try TemporaryFolder()
    let cache = try folder.write(
      "verdict.json", #"{"bootID":"\#(boot)","device":"\#(device)","verdict":\#(verdict)}"#)
    let found = await AcceleratorProbe(cacheFile: cache, device: "/dev/null", bootID: "boot")
      .verdict()
    if case .failed = found {
      #expect(!isTaken)
    } else {
      #expect(isTaken)
    }
  }

  @Test func whatTheUserCanChangeIsNotKept() async throws {
    let folder = try TemporaryFolder()
    let cache = folder.path.appending("below/verdict.json")
    _ = await AcceleratorProbe(cacheFile: cache, device: "/dev/no-such-kvm").verdict()
    _ = await AcceleratorProbe(cacheFile: cache, device: "/dev/null").verdict()
    #expect(!FileManager.default.fileExists(atPath: cache.string))
  }

  @Test(.needsFile("/dev/kvm"))
  func aMeasurementIsKept() async throws {
    let folder = try TemporaryFolder()
    let cache = folder.path.appending("below/verdict.json")
    let probe = AcceleratorProbe(cacheFile: cache)
    let first = await probe.verdict()
    try #require(first.isUsable || first.reason.contains("at least"))
    #expect(await probe.verdict() == first)
    #expect(FileManager.default.fileExists(atPath: cache.string))
  }

  @Test(
    arguments: [
      (
        AcceleratorChoice.auto, KVMVerdict.usable(loopMilliseconds: 1.25), Accelerator.kvm, "1.3 ms"
      ),
      (.kvm, .usable(loopMilliseconds: 1), .kvm, "1 ms"),
      (.tcg, .usable(loopMilliseconds: 1), .tcg, "as asked"),
      (.auto, .tooSlow(loopMilliseconds: 277), .tcg, "277 ms"),
      (.auto, .absent, .tcg, "no /dev/kvm"),
      (.auto, .noPermission, .tcg, "may not open"),
      (.auto, .failed(reason: "KVM_RUN: x"), .tcg, "KVM_RUN: x"),
    ])
  func choiceBecomesAccelerator(
    choice: AcceleratorChoice, verdict: KVMVerdict, expected: Accelerator, reason: String
  ) async throws {
    let resolution = try await choice.resolve { verdict }
    #expect(resolution.accelerator == expected)
    #expect(resolution.reason.contains(reason))
    #expect(resolution.reason.hasSuffix("."))
  }

  @Test func tcgNeedsNoVerdict() async throws {
    _ = try await AcceleratorChoice.tcg.resolve {
      Issue.record("asked")
      return .absent
    }
  }

  @Test func askingForUnusableKVMTellsTheFigures() async {
    let error = await #expect(throws: BuildError.self) {
      try await AcceleratorChoice.kvm.resolve { .tooSlow(loopMilliseconds: 277) }
    }
    #expect(error?.code == .host)
    #expect(error?.message.contains("277 ms") == true)
    #expect(error?.message.contains("20 ms") == true)
  }
}
