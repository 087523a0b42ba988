import BuildFoundation
import Pipeline
import Recipes
import SystemPackage

/// A step on a Windows that reads one file or folder.
protocol WindowsFileStep: WindowsStep {
  /// The file or folder.
  var file: StepSource { get }

  /// Makes the change, with the file on this machine.
  func apply(to guest: any Guest, from path: FilePath, report: StepReport) async throws
}

extension WindowsFileStep {
  var pins: [String: String] { file.pins }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let path = try await file.path(report: report) { _, _ in }
    try await apply(to: guest, from: path, report: report)
  }

  func apply(to guest: any Guest, scratch: BuildScratch, report: StepReport) async throws {
    let path = try await file.path(report: report, onProcess: scratch.onProcess)
    try await apply(to: guest, from: path, report: report)
  }

  /// What stands for the content of the file in layer keys; `digest` gives it for what is on this machine.
  ///
  /// Throws a `recipe` error that says where the recipe names it.
  func contentField(_ field: String, _ digest: (FilePath) throws -> Digest) throws -> KeyField {
    do {
      return KeyField(field, try file.digest(digest).hex)
    } catch {
      let known = error as? BuildError
      throw BuildError(
        .recipe,
        "\(source.location): \(doing): \(file.name) cannot be used: \(known?.message ?? error.reason)",
        hint: known?.hint
          ?? "name it where it is on this machine, or the URL that it is fetched from")
    }
  }
}
