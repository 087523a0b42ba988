import Pipeline
import SystemPackage

/// A base that needs no network to be pinned.
struct EmptyBase: BuildBase {
  var title: String { "an empty disk" }
  var dependsOnOutside: Bool { false }
  var layout: DiskLayout? { nil }
  var finishingSteps: [any BuildStep] { [] }

  func keyFields() -> [KeyField] { [KeyField("base", "empty")] }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] { [:] }
}
