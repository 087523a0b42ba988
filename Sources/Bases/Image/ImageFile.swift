import BuildFoundation
import Foundation
import Pipeline
import Recipes
import StorageDaemon
import SystemPackage

/// The file of an image that nobody vouches for, on its way to become a layer.
struct ImageFile {
  private let path: FilePath
  private let name: String
  private let claim: FormatClaim
  private let diskSize: ByteCount?

  /// `diskSize` is the largest disk that will do.
  init(_ path: FilePath, name: String, claim: FormatClaim, diskSize: ByteCount?) {
    self.path = path
    self.name = name
    self.claim = claim
    self.diskSize = diskSize
  }

  /// Checks the image, and copies it into a qcow2 file.
  func write(to layer: FilePath, scratch: BuildScratch, report: StepReport) async throws {
    let image = try await ForeignImage(path, name: name, claim: claim)
    if let diskSize, image.info.virtualSize > diskSize {
      throw Self.tooLarge(image.info.virtualSize, for: diskSize, name: name)
    }
    report.progress("converting", fraction: 0)
    try await QemuImage.convert(
      .file(path, image.qemuFormat), to: layer, format: .qcow2,
      onStart: { scratch.onProcess("qemu-img", $0) },
      onProgress: { report.progress("converting", fraction: $0) })
  }

  /// The error for an image whose disk is larger than the one that is wanted.
  static func tooLarge(_ size: ByteCount, for diskSize: ByteCount, name: String) -> BuildError {
    BuildError(
      .recipe, "reading the image \(name): its disk is \(size), and `disk.size` is \(diskSize)",
      hint: "make `disk.size` \(size) or more, or leave it out")
  }
}
