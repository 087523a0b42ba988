import Bases
import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Recipes
import StorageDaemon
import SystemPackage

/// An image in another format, on its way to its name.
struct ConvertedImage: Sendable {
  let format: ImageBase.Format
  let path: FilePath

  var name: String { path.lastComponent?.string ?? path.string }

  /// What clouds take: Glance's own documentation wants the first of VMware's disks, and a VHD of the exact
  /// size is what other hypervisors take.
  private var options: [String] {
    switch format {
    case .vmdk: ["subformat=streamOptimized"]
    case .vhd: ["subformat=dynamic", "force_size=on"]
    case .vhdx: ["subformat=dynamic"]
    case .qcow2, .raw: []
    }
  }

  /// Writes the file, and gives it its name when it has the same content as `source`.
  func write(
    _ source: ForeignImage, report: StepReport, onStart: @Sendable (Int32) -> Void
  ) async throws {
    let folder = path.removingLastComponent()
    let partial = folder.appending(".\(name).\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: partial.string) }
    do {
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
    } catch {
      throw BuildError(.host, "making the folder \(folder): \(error.reason)")
    }
    try await QemuImage.convert(
      .file(source.path, source.qemuFormat), to: partial, format: format.imageFormat,
      compression: .zstd, options: options, onStart: onStart,
      onProgress: { report.progress("converting", fraction: $0) })
    report.progress("comparing")
    try await QemuImage.compare((source.path, source.qemuFormat), (partial, format.imageFormat))
    guard rename(partial.string, path.string) == 0 else {
      throw BuildError(.host, "writing \(path): \(Errno(rawValue: errno))")
    }
  }

  /// Writes the stamp that `argument` has, if any, beside the new image.
  func stamp(as argument: ImageArgument, _ source: ForeignImage) async throws {
    let earlier = StampFiles(argument)
    guard let properties = earlier.earlier else { return }
    let image = try await ImageFile.describing(
      path, format: format.rawValue, virtualSize: source.info.virtualSize)
    _ = try StampFiles(ImageArgument(file: path)).write(
      StampedProperties(properties: properties, hardware: properties), of: image,
      profile: earlier.profile, omitted: earlier.omitted)
  }
}
