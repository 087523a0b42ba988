import BuildFoundation
import Foundation
import ImageProperties
import SystemPackage

/// Makes the one file that people use: flattened, compressed, hashed.
struct ArtifactStage: Sendable {
  let host: any BuildHost
  let activities: ActivityRunner
  let folder: ArtifactFolder
  let fileName: String

  /// zstd makes 100 MB a second and more; this is for disks of terabytes.
  private static let limit = Duration.seconds(3 * 3600)

  func run(_ disk: BuiltDisk) async throws -> (image: ImageFile, seconds: Double) {
    let note: (ImageFile) -> String? = { "\($0.size), sha256 \($0.sha256.prefix(12))…" }
    let made = try await activities.run(.artifact, note: note) { report in
      let path = folder.partial.appending(fileName)
      try await withTimeLimit(
        Self.limit, waitingFor: "the image to be compressed", hint: "is the disk slow or full?"
      ) {
        do {
          try await host.flatten(disk.overlay, to: path) {
            report.progress("compressing", fraction: $0)
          }
        } catch var error as BuildError where error.code == .host && error.hint == nil {
          error.hint =
            "make room in \(folder.path.removingLastComponent()), or name another folder with `--output`"
          throw error
        }
      }
      report.progress("hashing")
      return try await ImageFile.describing(
        path, format: "qcow2", virtualSize: disk.seal.facts.virtualSize)
    }
    return (made.result, made.seconds)
  }
}
