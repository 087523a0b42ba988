import BuildFoundation
import Foundation
import HostKit
import OpenStackClient
import Pipeline
import Recipes
import SystemPackage

/// `glance`: an image of a cloud, copied into a layer.
struct GlanceDisk: BuildBase {
  private static let version = 1

  private let configuration: CloudConfiguration
  private let image: CloudImage
  private let hash: ImageHash
  private let format: ImageBase.Format
  private let diskSize: ByteCount?
  private let downloads: FilePath

  /// The base with its image known by hash; asks the cloud.
  ///
  /// Throws `BuildError`: `host` when the cloud is not configured rightly, `recipe` when no image
  /// will do, `buildFailed` when the cloud refuses.
  static func pin(
    _ base: GlanceBase, diskSize: ByteCount?, in environment: BaseEnvironment,
    report: StepReport, sources: ConfigurationSources = .ofProcess,
    retry: RetryPolicy = RetryPolicy()
  ) async throws -> GlanceDisk {
    let configuration = try CloudConfiguration.read(base.cloud?.value, from: sources)
    configuration.notices.forEach(report.warning)
    report.progress("asking the cloud \(configuration.name)")
    let selection = GlanceSelection(selection: base.selection, cloud: configuration.name)
    let found = try await CloudSession.with(
      configuration, retry: retry, variables: sources.variables
    ) { try await selection.find(in: ImageService($0)) }
    found.notices.forEach(report.warning)
    let disk = try GlanceDisk(
      found.image, of: configuration, diskSize: diskSize, downloads: environment.downloads)
    if disk.hash.algorithm.isWeak {
      report.warning(
        "the cloud \(configuration.name) has only the \(disk.hash.algorithm.rawValue) hash of the image "
          + "\(found.image.id), which proves that it arrived whole and not who made it")
    }
    return disk
  }

  /// Throws a `recipe` error when no disk can be made from the image.
  init(
    _ image: CloudImage, of configuration: CloudConfiguration, diskSize: ByteCount?,
    downloads: FilePath
  ) throws {
    self.configuration = configuration
    self.image = image
    self.diskSize = diskSize
    self.downloads = downloads
    format = try image.formatOfBase()
    guard let hash = image.hash else {
      throw BuildError(.defect, "reading the image \(image.id): its hash is lost")
    }
    self.hash = hash
    // Known before anything is fetched; the file itself is looked at later.
    if let size = image.virtualSize, let diskSize, size > diskSize {
      throw ImageFile.tooLarge(size, for: diskSize, name: image.name)
    }
  }

  var title: String { "glance \(image.name.isEmpty ? image.id : image.name)" }
  var dependsOnOutside: Bool { false }
  var layout: DiskLayout? { nil }
  var finishingSteps: [any BuildStep] { diskSize.map { [RootGrowth(size: $0)] } ?? [] }
  var pins: [String: String] {
    ["image \(image.id) of the cloud \(configuration.name)": hash.description]
  }

  /// The content decides, not its name, id or cloud: what was uploaded again is the same disk.
  func keyFields() throws -> [KeyField] {
    let content = [
      KeyField("base", "glance \(Self.version)"), KeyField("hash", hash.description),
      KeyField("format", format.rawValue),
      KeyField("size", diskSize.map { "\($0.bytes)" } ?? "the image's"),
    ]
    // Other content with the same weak hash could be made on purpose.
    return content + (hash.algorithm.isWeak ? [KeyField("image", image.id)] : [])
  }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] {
    let file = try await file(scratch, report)
    try await ImageFile(
      file, name: title, claim: FormatClaim(format, by: .cloud), diskSize: diskSize
    ).write(to: path, scratch: scratch, report: report)
    return pins
  }

  /// The image's data, checked: what an earlier build has fetched, or fetched now.
  private func file(_ scratch: BuildScratch, _ report: StepReport) async throws -> FilePath {
    guard let digest = Digest(hash) else {
      // Files that builds share are named by hashes that nobody can forge.
      let file = scratch.folder.appending("glance-image")
      try await download(to: file, report)
      return file
    }
    let folder = try DownloadFolder(downloads)
    let name = "\(digest.algorithm.rawValue)-\(digest.hex)"
    if folder.has(digest) { return folder.file(digest) }
    let lock = try await folder.lock(name) {
      report.progress("waiting for another build that fetches \(title)")
    }
    defer { withExtendedLifetime(lock) {} }
    if folder.has(digest) { return folder.file(digest) }
    try await download(to: folder.partial(name), report)
    try folder.publish(folder.partial(name), as: digest)
    return folder.file(digest)
  }

  private func download(to file: FilePath, _ report: StepReport) async throws {
    let total = image.size ?? ByteCount(bytes: 0)
    let name = image.name
    try await CloudSession.with(configuration) { session in
      _ = try await ImageService(session).download(image, to: file) { count in
        report.progress(
          "fetching \(name), \(count) of \(total)",
          fraction: Double(count.bytes) / Double(max(1, total.bytes)))
      }
    }
  }
}

extension Digest {
  /// The digest, where the hash is one that cannot be forged; nil for others.
  fileprivate init?(_ hash: ImageHash) {
    switch hash.algorithm {
    case .sha256: self.init(.sha256, hex: hash.hex)
    case .sha512: self.init(.sha512, hex: hash.hex)
    case .sha384, .sha1, .md5: return nil
    }
  }
}
