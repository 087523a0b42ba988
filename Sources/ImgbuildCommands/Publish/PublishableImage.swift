import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Publishing
import SystemPackage

/// An image file that has been stamped.
struct PublishableImage: Sendable {
  let name: String
  let path: FilePath
  let file: ImageFile
  let properties: PropertySet
  /// What is known of its disk; nil for an image that is no artifact.
  let manifest: Manifest?
  /// What should be known before many machines start from it; nil for nothing.
  let caution: String?

  /// The image of an artifact.
  init(_ manifest: Manifest, in folder: FilePath) {
    self.manifest = manifest
    name = manifest.name
    path = folder.appending(manifest.image.name)
    file = manifest.image
    properties = PropertySet(manifest.properties)
    caution = Self.caution(manifest)
  }

  /// What the user names; throws a `usage` error when it was never stamped.
  init(_ argument: ImageArgument) throws {
    guard FileManager.default.fileExists(atPath: argument.path.string) else {
      throw BuildError(.usage, "publishing \(argument.name): there is no file \(argument.path)")
    }
    let files = StampFiles(argument)
    guard let file = files.image, let properties = files.earlier else {
      throw BuildError(
        .usage, "publishing \(argument.name): it has not been stamped",
        hint: "imgbuild stamp \(argument.path.string.shellQuoted) finds out its properties")
    }
    name = argument.manifest?.name ?? argument.path.stem ?? argument.name
    manifest = argument.manifest
    path = argument.path
    self.file = file
    self.properties = properties
    caution = argument.manifest.flatMap(Self.caution)
  }

  /// A recipe may leave verification out, and a later stamp undoes it.
  private static func caution(_ manifest: Manifest) -> String? {
    guard manifest.verification == nil else { return nil }
    return "\(manifest.name) has not been booted as it is stamped: imgbuild verify does that"
  }
}
