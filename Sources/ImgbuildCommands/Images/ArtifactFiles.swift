import BuildFoundation
import Foundation
import Pipeline
import SystemPackage

/// The folder of an artifact, as a command is given it.
struct ArtifactFiles {
  let manifest: Manifest

  /// Nil where `path` is no folder.
  ///
  /// Throws a `usage` error for a folder that holds no artifact.
  init?(_ path: FilePath) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder),
      isFolder.boolValue
    else { return nil }
    let data = FileManager.default.contents(atPath: path.appending("manifest.json").string)
    guard let manifest = data.flatMap(Manifest.read) else {
      throw BuildError(
        .usage, "reading the artifact in \(path): it has no manifest.json that can be read",
        hint: "name the image itself, or the folder that imgbuild run has made: output/NAME")
    }
    self.manifest = manifest
  }
}
