import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Recipes
import Synchronization
import SystemPackage

/// A build host of text files, which keeps what it was asked to do.
final class FakeHost: BuildHost {
  private let kept = Mutex<[String]>([])
  private let gone = Mutex(false)
  let facts: DiskFacts
  private let instance: FakeInstance
  private let duringVerification: @Sendable (FilePath) throws -> Void
  private let atCheckpoint: @Sendable () async throws -> Void

  init(
    facts: DiskFacts = .sample, instance: FakeInstance = FakeInstance(),
    duringVerification: @escaping @Sendable (FilePath) throws -> Void = { _ in },
    atCheckpoint: @escaping @Sendable () async throws -> Void = {}
  ) {
    self.facts = facts
    self.instance = instance
    self.duringVerification = duringVerification
    self.atCheckpoint = atCheckpoint
  }

  /// What it was asked to do, oldest first.
  var calls: [String] { kept.withLock { $0 } }

  /// Whether the guest that is up does not answer.
  var isGone: Bool { gone.withLock { $0 } }

  /// Ends the guest that is up, as a crash does.
  func lose() { gone.withLock { $0 = true } }

  func note(_ call: String) { kept.withLock { $0.append(call) } }

  func reachCheckpoint() async throws {
    try await atCheckpoint()
    note("checkpoint")
  }

  func openDisk(on layer: FilePath, overlay: FilePath) async throws -> any BuildDisk {
    note("open disk")
    return try FakeDisk(on: layer, overlay: overlay, self)
  }

  func withAppliance<Result: Sendable>(
    on disk: any BuildDisk, layout: DiskLayout?, report: StepReport,
    _ body: @escaping @Sendable (any OfflineGuest) async throws -> Result
  ) async throws -> Result {
    try await withGuest(.appliance, on: disk, body)
  }

  func withBuilder<Result: Sendable>(
    on disk: any BuildDisk, settings: BuilderSettings, ending: BuilderEnding, report: StepReport,
    _ body: @escaping @Sendable (any Guest) async throws -> Result
  ) async throws -> Result {
    try await withGuest(.builder, on: disk, body)
  }

  private func withGuest<Result: Sendable>(
    _ place: GuestPlace, on disk: any BuildDisk, _ body: (FakeGuest) async throws -> Result
  ) async throws -> Result {
    guard let disk = disk as? FakeDisk else { throw BuildError(.defect, "not a fake disk") }
    note("start \(place)")
    gone.withLock { $0 = false }
    defer { note("stop \(place)") }
    return try await body(FakeGuest(place: place, disk: disk, host: self))
  }

  func map(of layer: FilePath) throws -> Digest {
    try Digest.sha256(ofFile: layer)
  }

  func flatten(
    _ layer: FilePath, to image: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws {
    note("flatten")
    progress(0.5)
    try Data(FakeDisk.text(of: layer).utf8).write(to: URL(filePath: image.string))
  }

  func exchange(_ first: FilePath, _ second: FilePath) throws {
    note("exchange")
    let aside = "\(first)-aside"
    try FileManager.default.moveItem(atPath: first.string, toPath: aside)
    try FileManager.default.moveItem(atPath: second.string, toPath: first.string)
    try FileManager.default.moveItem(atPath: aside, toPath: second.string)
  }

  func runInstaller(
    _ machine: InstallerMachine, on disk: FilePath, report: StepReport
  ) async throws {
    note("install")
  }

  func run(_ machine: InstallerMachine, on disk: any BuildDisk, report: StepReport) async throws {
    note("run on \(machine.hardware.summary)")
    guard let disk = disk as? FakeDisk else { throw BuildError(.defect, "not a fake disk") }
    if case .failure(let reason)? = machine.read("what becomes of it") {
      throw BuildError(.buildFailed, reason)
    }
    try await disk.append("ran")
  }

  func withVerificationBoot<Result: Sendable>(
    _ boot: VerificationBoot, report: StepReport,
    _ body: @escaping @Sendable (any BootedGuest) async throws -> Result
  ) async throws -> Result {
    note("verify \(boot.hardware.summary)")
    instance.boot(as: boot.metadata.hostName)
    let result = try await body(instance)
    try duringVerification(boot.image)
    return result
  }
}
