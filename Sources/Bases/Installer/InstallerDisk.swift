import BuildFoundation
import Foundation
import HostKit
import ImageProperties
import Pipeline
import Recipes
import SystemPackage

/// `installer`: an operating system installed by its own installer, unattended, in a builder.
///
/// The installer runs on the hardware that the recipe's properties declare, because it chooses the boot
/// loader and the drivers after it.
struct InstallerDisk: BuildBase {
  private static let version = 1
  /// For what is done before and after the installer runs.
  private static let grace = Duration.seconds(600)

  private let base: InstallerBase
  private let files: InstallerFiles
  private let hardware: NovaHardware
  private let settings: BuilderSettings
  private let diskSize: ByteCount
  private let secrets: SecretValues
  private let downloads: FilePath

  /// Finds out what the installer's files are; may ask the network.
  init(
    _ base: InstallerBase, of recipe: Recipe, in environment: BaseEnvironment, report: StepReport
  ) async throws {
    try base.check()
    self.base = base
    secrets = environment.secrets
    downloads = environment.downloads
    files = try await InstallerFiles(
      base, by: FileFetcher(downloads: downloads, report: report))
    hardware = NovaHardware(
      PropertySet(recipe.properties.map { ImageProperty($0.key, $0.value.value, because: "") }))
    settings = recipe.builder
    diskSize = recipe.diskSize?.value ?? RecipeBase.defaultDiskSize
  }

  var title: String { "install from \(files.title), \(base.answer.kind.rawValue)" }
  var dependsOnOutside: Bool { base.answer.kind.installsFromOutside }
  var layout: DiskLayout? { nil }
  var finishingSteps: [any BuildStep] { [] }
  var pins: [String: String] {
    files.inputs.merging([base.answer.kind.rawValue: answerDigest]) { $1 }
  }
  var limit: Duration { base.timeout + Self.grace }

  func keyFields() throws -> [KeyField] {
    let kind = base.answer.kind
    let arguments = kind.arguments + base.arguments.map(\.value)
    let secret = secrets.fingerprint(names: [], text: base.answer.text.value)
    return [
      KeyField("base", "installer \(Self.version)"), KeyField("kind", kind.rawValue),
      KeyField("answer", answerDigest), KeyField("arguments", arguments.joined(separator: "\n")),
      KeyField("size", "\(diskSize.bytes)"), KeyField("machine", hardware.machine),
      KeyField("firmware", hardware.usesUEFI ? "uefi" : "bios"),
      KeyField("secure boot", "\(hardware.hasSecureBoot)"),
      KeyField("tpm", hardware.tpm.map { "\($0.version) \($0.model)" } ?? ""),
      KeyField("disk", "\(hardware.diskBus) \(hardware.scsiModel ?? "")"),
      KeyField("network", hardware.networkModel),
    ] + files.keyFields + (secret.map { [KeyField("secrets", $0)] } ?? [])
  }

  func makeDisk(
    at path: FilePath, scratch: BuildScratch, host: any BaseHost, report: StepReport
  ) async throws -> [String: String] {
    let folder = scratch.folder.appending("installer")
    try PrivateFolder.make(folder)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    report.progress("preparing the installer")
    let fetcher = FileFetcher(
      downloads: downloads, report: report, onProcess: scratch.onProcess)
    let media = try await InstallerMedia(
      base, files: try await files.fetch(by: fetcher),
      answer: secrets.expand(base.answer.text.value), in: folder)
    let kind = base.answer.kind
    var machine = InstallerMachine(
      media.start, discs: media.discs, hardware: hardware, settings: settings,
      limit: base.timeout, read: { InstallerConsole.sign(of: $0, kind) })
    machine.isWindows = !kind.startsKernel
    try await host.install(with: machine, on: path, size: diskSize, in: folder, report: report)
    // What it was made from is what the key and the manifest say.
    _ = try await files.fetch(by: fetcher)
    return pins
  }

  /// The digest of the answer without its secrets.
  private var answerDigest: String { "\(Digest.sha256(base.answer.text.value))" }
}
