import BuildFoundation
import Foundation
import ImageProperties
import Recipes
import SystemPackage

/// Boots the finished image on the hardware that its properties name, and runs the recipe's tests.
struct VerifyStage: Sendable {
  let recipe: Recipe
  let host: any BuildHost
  let activities: ActivityRunner
  let failure: FailureResponse

  private static let hint =
    "console.log beside the build's log shows how far it came; `verify: {timeout: …}` gives it longer"
  /// For a check that is under way at the limit, and for ending the guest.
  private static let grace = Duration.seconds(60)
  /// The limit while a person may look into the guest after a check has failed; booting it and each
  /// check have limits of their own.
  private static let attended = Duration.seconds(365 * 86_400)

  func run(
    _ verification: Verification, image: FilePath, properties: PropertySet, id: String
  ) async throws -> VerificationReport {
    let hardware = NovaHardware(properties)
    let contact = try GuestContact(properties, doing: "verifying the image")
    let metadata = InstanceMetadata(
      instanceID: "imgbuild-\(UUID().uuidString.lowercased())", hostName: "verify-\(id)")
    let note: (VerificationReport) -> String? = { "\($0.passed.count) checks on \($0.hardware)" }
    return try await activities.run(.verify, note: note) { report in
      let start = ContinuousClock.now
      // The checks keep the limit themselves, because they know the reason; this is for the rest.
      let passed = try await withTimeLimit(
        failure.isAttended ? Self.attended : verification.timeout + Self.grace,
        waitingFor: "the image to boot and pass its tests",
        hint: Self.hint
      ) {
        try await host.withVerificationBoot(
          VerificationBoot(
            image, hardware: hardware, settings: settings(hardware), metadata: metadata,
            contact: contact),
          report: report
        ) { guest in
          try await failure.watching(.verify, in: guest as? any Guest) {
            try await check(
              guest, contact,
              [HostNameCheck(expected: metadata.hostName)]
                + verification.tests.map(\.value.check), until: start + verification.timeout,
              report)
          }
        }
      }
      return VerificationReport(
        hardware: hardware.summary, passed: passed,
        seconds: (ContinuousClock.now - start).seconds)
    }.result
  }

  /// The recipe's machine, with the memory that the image claims to be enough.
  private func settings(_ hardware: NovaHardware) -> BuilderSettings {
    var settings = recipe.builder
    if let memory = hardware.minimumMemory { settings.memory = memory }
    return settings
  }

  private func check(
    _ guest: any BootedGuest, _ contact: GuestContact, _ checks: [any VerificationCheck],
    until end: ContinuousClock.Instant, _ report: StepReport
  ) async throws -> [String] {
    var passed = ["the \(contact.name) answers"]
    for check in checks {
      report.progress("waiting until \(check.title)")
      try await check.passes(in: guest, until: end, hint: Self.hint)
      report.output("passed: \(check.title)")
      passed.append(check.title)
    }
    return passed
  }
}
