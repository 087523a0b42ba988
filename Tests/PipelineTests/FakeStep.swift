import BuildFoundation
import ImageProperties
import Pipeline
import Recipes
import SystemPackage

/// A step that writes its text to the disk.
struct FakeStep: BuildStep {
  var text: String
  var title = "a step"
  var place = GuestPlace.appliance
  var limit = Duration.seconds(60)
  var dependsOnOutside = false
  var retries = 0
  var cache = StepCache.auto
  /// What the guest's repositories are after the step; nil when they cannot be told.
  var found: [GuestRepository]?
  /// Why it has nothing to do.
  var skipped: String?
  var diskSize: ByteCount?
  /// A file whose content decides the result.
  var file: FilePath?
  /// What happens after the text is written.
  var after: @Sendable (any Guest) async throws -> Void = { _ in }

  init(_ text: String, in place: GuestPlace = .appliance) {
    self.text = text
    self.place = place
    title = "write \(text)"
  }

  func keyFields() throws -> [KeyField] {
    let content = try file.map { KeyField("file", try Digest.sha256(ofFile: $0).hex) }
    return [KeyField("text", text)] + [content].compactMap { $0 }
  }

  func repositories(in guest: any Guest) async throws -> [GuestRepository]? { found }

  func reasonToSkip(in guest: any Guest) async throws -> String? { skipped }

  func apply(to guest: any Guest, report: StepReport) async throws {
    report.output("writing \(text)")
    try await guest.write("/text", Array(text.utf8), attributes: .file)
    try await after(guest)
  }

  func wanting(_ size: ByteCount) -> FakeStep {
    var step = self
    step.diskSize = size
    return step
  }

  func doing(_ after: @escaping @Sendable (any Guest) async throws -> Void) -> FakeStep {
    var step = self
    step.after = after
    return step
  }
}

/// A base that is one line of text.
struct FakeBase: BuildBase {
  var text = "base"
  /// Whether it cannot be made.
  var breaks = false
  var title = "make the base"
  var dependsOnOutside = true
  var layout: DiskLayout? { nil }
  var finishingSteps: [any BuildStep] = []

  func keyFields() throws -> [KeyField] { [KeyField("base", text)] }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] {
    if breaks { throw BuildError(.buildFailed, "the base broke") }
    try FakeDisk.make(path, on: nil, "\(text)\n")
    return ["mirror": "snapshot 1"]
  }
}

/// A step that has the image run by itself, where its place is `machine`.
extension FakeStep: MachineStep {
  func prepare(_ guest: any OfflineGuest, report: StepReport) async throws {
    try await guest.write(
      "/text", Array("ready for \(text)".utf8), attributes: FileAttributes(mode: 0o644))
  }

  func machine(_ hardware: NovaHardware, settings: BuilderSettings) -> InstallerMachine {
    InstallerMachine(
      .firmware, hardware: hardware, settings: settings, limit: limit,
      read: { [text] _ in text == "fails" ? .failure("it fell over") : nil })
  }
}
