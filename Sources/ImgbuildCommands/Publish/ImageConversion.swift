import Bases
import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage

/// Where images get the format that a cloud wants.
struct ImageConversion: Sendable {
  /// A folder that goes when the publication has ended.
  let folder: FilePath
  /// Gets the process id of what converts, so that it ends with this process.
  var onProcess: @Sendable (Int32) -> Void = { _ in }

  /// Works in the scratch folder of a workspace.
  init(_ workspace: BuildWorkspace) {
    folder = workspace.scratch
    onProcess = { workspace.buildScratch.onProcess("qemu-img", $0) }
  }

  /// Writes the file; it is there until the next one is written.
  func write(
    _ image: PublishableImage, as format: ImageBase.Format, report: StepReport
  ) async throws -> FilePath {
    let folder = folder.appending("converted")
    try? FileManager.default.removeItem(atPath: folder.string)
    let known = ImageBase.Format(rawValue: image.file.format)
    let source = try await ForeignImage(
      image.path, name: image.name, claim: FormatClaim(known, by: .commandLine))
    let target = ConvertedImage(
      format: format, path: folder.appending("\(image.name).\(format.rawValue)"))
    try await target.write(source, report: report, onStart: onProcess)
    return target.path
  }
}
