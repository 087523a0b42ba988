import BuildFoundation
import Foundation
import Pipeline
import SystemPackage

/// What a command is given as an image: a file, or the folder of an artifact.
struct ImageArgument {
  /// The image's file.
  let path: FilePath
  /// What the artifact's manifest says; nil for a file.
  let manifest: Manifest?

  var name: String { path.lastComponent?.string ?? path.string }

  /// A file, whatever is beside it.
  init(file: FilePath) {
    path = file
    manifest = nil
  }

  /// Throws a `usage` error for a folder that holds no artifact.
  init(_ text: String) throws {
    let path = FilePath.absolute(text)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      self.path = path
      manifest = nil
      return
    }
    let data = FileManager.default.contents(atPath: path.appending("manifest.json").string)
    guard let manifest = data.flatMap(Manifest.read) else {
      throw BuildError(
        .usage, "reading the artifact in \(path): it has no manifest.json that can be read",
        hint: "name the image itself, or the folder that imgbuild run has made: output/NAME")
    }
    self.path = path.appending(manifest.image.name)
    self.manifest = manifest
  }
}
