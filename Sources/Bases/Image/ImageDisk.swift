import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import StorageDaemon
import SystemPackage

/// `image`: a disk image such as a vendor's cloud image, copied into a layer.
struct ImageDisk: BuildBase {
  private static let version = 1

  private let base: ImageBase
  private let file: PinnedFile
  private let diskSize: ByteCount?
  private let downloads: FilePath

  /// The base with its image known by digest; may ask the network.
  static func pin(
    _ base: ImageBase, diskSize: ByteCount?, in environment: BaseEnvironment, report: StepReport
  ) async throws -> ImageDisk {
    let fetcher = FileFetcher(downloads: environment.downloads, report: report)
    return ImageDisk(
      base, try await fetcher.pin(base.source), diskSize: diskSize,
      downloads: environment.downloads)
  }

  init(_ base: ImageBase, _ file: PinnedFile, diskSize: ByteCount?, downloads: FilePath) {
    self.base = base
    self.file = file
    self.diskSize = diskSize
    self.downloads = downloads
  }

  var title: String { "image \(file.name)" }
  var dependsOnOutside: Bool { false }
  var layout: DiskLayout? { nil }
  var finishingSteps: [any BuildStep] { diskSize.map { [RootGrowth(size: $0)] } ?? [] }
  var pins: [String: String] { file.inputs }

  /// Not where the file comes from: the same content from another mirror is the same disk.
  func keyFields() throws -> [KeyField] {
    [
      KeyField("base", "image \(Self.version)"), KeyField("digest", file.digest.description),
      KeyField("format", base.format?.value.rawValue ?? "of \(file.name)"),
      // Too small a disk is an error, whether the layer is there already or not.
      KeyField("size", diskSize.map { "\($0.bytes)" } ?? "the image's"),
    ]
  }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] {
    let fetcher = FileFetcher(
      downloads: downloads, report: report, onProcess: scratch.onProcess)
    let packed = try await fetcher.file(file)
    let unpacked = scratch.folder.appending("image")
    defer { unlink(unpacked.string) }
    let image = try await unpack(packed, to: unpacked, scratch, report)
    try await ImageFile(
      image, name: file.name, claim: FormatClaim(base.format?.value, by: .recipe),
      diskSize: diskSize
    ).write(to: path, scratch: scratch, report: report)
    return file.inputs
  }

  private func unpack(
    _ packed: FilePath, to path: FilePath, _ scratch: BuildScratch, _ report: StepReport
  ) async throws -> FilePath {
    guard let kind = Compression(head: try ImageContent(packed).bytes(at: 0, 6)) else {
      return packed
    }
    report.progress("unpacking")
    // The file of a disk is somewhat larger than the disk at most.
    let limit = diskSize.map { $0.bytes + $0.bytes / 8 + (64 << 20) }
    try await ImageUnpacking.unpack(
      packed, name: file.name, by: kind, to: path, limit: limit,
      onStart: { scratch.onProcess(kind.rawValue, $0) })
    return path
  }
}
