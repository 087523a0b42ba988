import BuildFoundation
import Foundation
import HostKit
import ImageProperties
import Pipeline
import Recipes
import SystemPackage
import WindowsSetup

/// `windows`: a Windows installed by Windows Setup from its disc.
struct WindowsFromDisc: BuildBase {
  private static let version = 1
  /// For what is done before and after Setup runs, such as looking into a disc of several GiB.
  private static let grace = Duration.seconds(1200)
  /// What a Windows with a few packages needs, and clouds have flavors for.
  private static let defaultDiskSize = ByteCount.gibibytes(40)

  private let base: WindowsBase
  private let place: SourceLocation
  private let iso: PinnedFile
  private let virtio: PinnedFile?
  private let machine: WindowsMachine
  private let diskSize: ByteCount
  private let secrets: SecretValues
  private let downloads: FilePath

  /// Finds out what the discs are; may ask the network.
  init(
    _ base: WindowsBase, of recipe: Recipe, in environment: BaseEnvironment, report: StepReport
  ) async throws {
    self.base = base
    place = recipe.base.location
    secrets = environment.secrets
    downloads = environment.downloads
    let fetcher = FileFetcher(downloads: downloads, report: report)
    iso = try await fetcher.pin(base.iso)
    if let source = base.virtio { virtio = try await fetcher.pin(source) } else { virtio = nil }
    machine = WindowsMachine(recipe, isCompatible: base.isCompatible)
    diskSize = recipe.diskSize?.value ?? Self.defaultDiskSize
  }

  var title: String { "install from \(iso.name), Windows Setup" }
  var dependsOnOutside: Bool { false }
  var layout: DiskLayout? { nil }
  var finishingSteps: [any BuildStep] { [] }
  var limit: Duration { base.timeout + Self.grace }
  var pins: [String: String] {
    var pins = ["iso \(iso.name)": iso.digest.description]
    if let virtio { pins["virtio \(virtio.name)"] = virtio.digest.description }
    return pins
  }

  func keyFields() throws -> [KeyField] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let answers = try String(decoding: encoder.encode(base.answers), as: UTF8.self)
    let secret = secrets.fingerprint(names: [], text: answers)
    return [
      KeyField("base", "windows \(Self.version)"), KeyField("iso", iso.digest.description),
      KeyField("virtio", virtio?.digest.description ?? ""),
      KeyField("edition", base.edition?.value ?? ""), KeyField("answers", answers),
      KeyField("size", "\(diskSize.bytes)"),
    ] + machine.keyFields + (secret.map { [KeyField("secrets", $0)] } ?? [])
  }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] {
    let folder = scratch.folder.appending("windows")
    try PrivateFolder.make(folder)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let fetcher = FileFetcher(
      downloads: downloads, report: report, onProcess: scratch.onProcess)
    var discs = [try await fetcher.file(iso)]
    report.progress("looking at \(iso.name)")
    let (image, answer) = try await answer(on: discs[0], onProcess: scratch.onProcess)
    report.output("installing \(image.title), from \(iso.name)")
    if let virtio { discs.append(try await fetcher.file(virtio)) }
    discs.append(try await answer.disc.make(in: folder))
    try await host.install(
      with: machine.installer(of: image.version, discs: discs, limit: base.timeout), on: path,
      size: diskSize, in: folder, report: report)
    // What it was made from is what the key and the manifest say.
    _ = try await fetcher.file(iso)
    if let virtio { _ = try await fetcher.file(virtio) }
    return pins.merging(["edition": image.title]) { $1 }
  }

  /// The text of the answer file that Setup is going to get; passwords are in it.
  ///
  /// Throws a `recipe` error for a disc or answers that cannot be installed from.
  func answerFile(report: StepReport) async throws -> String {
    let disc = try await FileFetcher(downloads: downloads, report: report).file(iso)
    return try await answer(on: disc).answer.text
  }

  private func answer(
    on disc: FilePath, onProcess: @Sendable (String, Int32) -> Void = { _, _ in }
  ) async throws -> (image: WindowsDiscImage, answer: WindowsAnswer) {
    try await locating {
      let images = try await WindowsMedium(path: disc).images(
        digest: iso.digest, downloads: downloads, onProcess: onProcess)
      let image = try WindowsDiscImage(images, base.edition?.value, on: iso.name)
      let answer = try WindowsAnswer(
        base, image: image, firmware: machine.firmware(of: image.version), secrets: secrets)
      return (image, answer)
    }
  }

  /// Errors of what the recipe says, with the place in it.
  private func locating<Result: Sendable>(
    _ body: () async throws -> Result
  ) async throws -> Result {
    do { return try await body() } catch var error as BuildError where error.code == .recipe {
      error.message = "\(base.edition?.location ?? place): \(error.message)"
      throw error
    }
  }
}
