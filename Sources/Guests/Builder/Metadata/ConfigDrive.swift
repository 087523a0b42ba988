import BuildFoundation
import Foundation
import HostKit
import Pipeline
import SystemPackage

/// A config drive, as Nova makes it: an ISO 9660 file system labelled `config-2`.
struct ConfigDrive {
  private let metadata: InstanceMetadata

  init(_ metadata: InstanceMetadata) {
    self.metadata = metadata
  }

  /// Makes the drive's file in `folder`.
  func make(in folder: FilePath) async throws -> FilePath {
    let doing = "making a config drive"
    let tree = folder.appending("config-drive")
    let image = folder.appending("config-drive.iso")
    let files = try metadata.files(doing: doing)
    do {
      for (path, content) in files {
        let file = URL(filePath: tree.pushing(FilePath(path)).string)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try content.write(to: file)
      }
    } catch {
      throw BuildError(.host, "\(doing): \(error.reason)")
    }
    try await ExternalTool.xorriso.check(
      [
        "-as", "mkisofs", "-quiet", "-V", "config-2", "-J", "-r", "-o", image.string, tree.string,
      ], doing: doing)
    return image
  }
}
