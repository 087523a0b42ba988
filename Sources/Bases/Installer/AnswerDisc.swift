import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// A disc that holds an answer file: a cloud-init seed, or what Windows Setup looks for.
struct AnswerDisc {
  /// The volume's label.
  let label: String
  /// The files by their paths on the disc.
  let files: [String: String]

  /// Makes the disc's image in `folder`, which nobody else can enter.
  func make(in folder: FilePath) async throws -> FilePath {
    let tree = folder.appending("answer")
    let image = folder.appending("answer.iso")
    let doing = "making the answer file's disc"
    do {
      try FileManager.default.createDirectory(
        atPath: tree.string, withIntermediateDirectories: true)
      for (name, content) in files {
        let file = tree.appending(FilePath(name).components)
        try FileManager.default.createDirectory(
          atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
        try content.write(toFile: file.string, atomically: false, encoding: .utf8)
      }
    } catch {
      throw BuildError(.host, "\(doing): \(error.reason)")
    }
    try await ExternalTool.xorriso.check(
      ["-as", "mkisofs", "-quiet", "-V", label, "-J", "-r", "-o", image.string, tree.string],
      doing: doing)
    return image
  }
}
