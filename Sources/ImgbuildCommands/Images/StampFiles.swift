import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import SystemPackage

/// The files that a stamp leaves beside an image.
///
/// In the folder of an artifact they have their own names, and the manifest tells of the stamp. Beside any
/// other image, which may have neighbours, each begins with the image's name, and `stamp.json` tells.
struct StampFiles {
  private let argument: ImageArgument
  private let folder: FilePath

  init(_ argument: ImageArgument) {
    self.argument = argument
    folder = argument.path.removingLastComponent()
  }

  /// What the image was stamped with before; nil for nothing that is known.
  var earlier: PropertySet? {
    if let manifest = argument.manifest { return PropertySet(manifest.properties) }
    return record.map { PropertySet($0.properties) }
  }

  /// The image as it was when it was stamped.
  var image: ImageFile? { argument.manifest?.image ?? record?.image }

  /// What was left out before.
  var omitted: [String] {
    argument.manifest.map { $0.omitted ?? [] } ?? record?.omitted ?? []
  }

  /// Why properties may contradict the disk, by their names, as was said before.
  var allowed: [String: String] {
    (argument.manifest?.mismatches ?? record?.mismatches ?? []).reasons
  }

  /// What the properties were held against.
  var profile: String {
    argument.manifest?.profile ?? record?.profile ?? PropertyProfile.openStack.name
  }

  private var record: StampRecord? {
    FileManager.default.contents(atPath: path("stamp.json").string).flatMap(StampRecord.read)
  }

  /// Where a file of the stamp is.
  func path(_ name: String) -> FilePath {
    folder.appending(argument.manifest == nil ? "\(argument.name).\(name)" : name)
  }

  /// Writes all files, that with the record last; gives their names.
  func write(
    _ stamped: StampedProperties, of image: ImageFile, profile: String, omitted: [String]
  ) throws -> [String] {
    let name = argument.manifest?.name ?? argument.path.stem ?? argument.name
    let glance = GlanceFiles(name: name, image: image, properties: stamped.properties)
    let setScript = glance.setScript(from: earlier ?? PropertySet())
    var files: [(String, Data, mode: Int)] = [
      ("properties.json", try glance.propertiesJSON(), 0o644),
      ("glance-create.sh", Data(glance.createScript().utf8), 0o755),
      ("glance-set.sh", Data(setScript.utf8), 0o755),
    ]
    if var manifest = argument.manifest {
      manifest.properties = stamped.properties.sorted
      manifest.profile = profile
      manifest.mismatches = stamped.mismatches.isEmpty ? nil : stamped.mismatches
      manifest.omitted = omitted.isEmpty ? nil : omitted
      // It was of what the image was stamped with.
      if earlier.map({ !PropertyChange.all(from: $0, to: stamped.properties).isEmpty }) == true {
        manifest.verification = nil
      }
      files.append(("manifest.json", try manifest.encoded(), 0o644))
    } else {
      let record = StampRecord(
        image: image, profile: profile, properties: stamped.properties.sorted, omitted: omitted,
        mismatches: stamped.mismatches)
      files.append(("stamp.json", try record.encoded(), 0o644))
    }
    for (name, data, mode) in files { try replace(path(name), data, mode) }
    return files.map { path($0.0).lastComponent?.string ?? "" }
  }

  /// A reader sees the old file or the new one.
  private func replace(_ path: FilePath, _ data: Data, _ mode: Int) throws {
    do {
      let manager = FileManager.default
      let partial = FilePath("\(path).\(UUID().uuidString)")
      defer { try? manager.removeItem(atPath: partial.string) }
      try data.write(to: URL(filePath: partial.string))
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: partial.string)
      guard rename(partial.string, path.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      throw BuildError(
        .host, "writing \(path): \(error.reason)", hint: "may you write into the image's folder?")
    }
  }
}
