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
  private let wanted: ImageBase.Format?
  private let wantedBy: String
  private let diskSize: ByteCount?

  /// `wanted` is the format that `wantedBy` says the image has, nil to find it out; `diskSize` is the
  /// largest disk that will do.
  init(
    _ path: FilePath, name: String, wanted: ImageBase.Format?, wantedBy: String = "the recipe",
    diskSize: ByteCount?
  ) {
    self.path = path
    self.name = name
    self.wanted = wanted
    self.wantedBy = wantedBy
    self.diskSize = diskSize
  }

  /// Checks the image, and copies it into a qcow2 file.
  func write(to layer: FilePath, scratch: BuildScratch, report: StepReport) async throws {
    let format = try format()
    try await check(format)
    report.progress("converting", fraction: 0)
    try await QemuImage.convert(
      .file(path, format.qemu), to: layer, format: .qcow2,
      onStart: { scratch.onProcess("qemu-img", $0) },
      onProgress: { report.progress("converting", fraction: $0) })
  }

  /// The format, and that the file names no other ones; nothing but this process has opened it yet.
  private func format() throws -> ImageBase.Format {
    let content = try ImageContent(path)
    let format = try ImageBase.Format.of(content, name: name, wanted: wanted, wantedBy: wantedBy)
    try ImageReferences(content, name: name).refuse(format)
    return format
  }

  private func check(_ format: ImageBase.Format) async throws {
    let info = try await QemuImage.info(path, format: format.qemu)
    // Not reached unless QEMU learns a new way to name other files.
    if let other = info.backingFile {
      throw BuildError(.recipe, "reading the image \(name): it has a backing file, \(other)")
    }
    if let diskSize, info.virtualSize > diskSize {
      throw Self.tooLarge(info.virtualSize, for: diskSize, name: name)
    }
  }

  /// The error for an image whose disk is larger than the one that is wanted.
  static func tooLarge(_ size: ByteCount, for diskSize: ByteCount, name: String) -> BuildError {
    BuildError(
      .recipe, "reading the image \(name): its disk is \(size), and `disk.size` is \(diskSize)",
      hint: "make `disk.size` \(size) or more, or leave it out")
  }
}
