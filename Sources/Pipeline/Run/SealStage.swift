import BuildFoundation
import ImageProperties
import Recipes

/// Removes identity from the disk, tells it which blocks are free, inspects it, and derives the
/// properties.
struct SealStage: Sendable {
  let plan: BuildPlan
  let activities: ActivityRunner
  let failure: FailureResponse

  /// Seals the disk of a guest; what its steps did has its layers by then.
  func run(in guest: any OfflineGuest) async throws -> SealFindings {
    let ((facts, stamped), seconds) = try await failure.watching(.seal, in: guest) {
      try await activities.run(.seal, note: { Self.note($0.0) }) { report in
        try await seal(guest, report)
      }
    }
    return SealFindings(facts: facts, stamped: stamped, seconds: seconds)
  }

  private func seal(
    _ guest: any OfflineGuest, _ report: StepReport
  ) async throws -> (DiskFacts, StampedProperties) {
    try await plan.sealing.apply(to: guest, report: report)
    report.progress("inspecting the disk")
    let request = StampRequest(plan.recipe)
    let facts = try await guest.inspect(readingSignatures: request.wantsSecureBoot)
    let stamped = try PropertyRules(facts).stamp(request)
    for warning in (facts.remarks ?? []) + stamped.warnings {
      activities.events.emit(.notice(.warning, message: warning))
    }
    report.progress("trimming free blocks")
    try await guest.trim()
    return (facts, stamped)
  }

  private static func note(_ facts: DiskFacts) -> String {
    "\(facts.system.productName), \(facts.packages.count) packages"
  }
}
