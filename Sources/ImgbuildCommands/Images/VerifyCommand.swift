import ArgumentParser
import Bases
import BuildFoundation
import Foundation
import Guests
import HostKit
import ImageProperties
import Pipeline
import Recipes
import Steps
import StorageDaemon
import SystemPackage
import TerminalUI

/// `imgbuild verify`: boots an image as Nova would, and looks at two instances of it.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Boot an image as Nova would, and check two instances of it.",
    discussion: """
      The hardware is what Nova's libvirt driver makes of the image's properties: those that an artifact \
      is stamped with, or those that the disk proves. A throwaway copy is booted with a config drive, or \
      with a metadata service; the image is not written to. Checked are host name, SSH key and user data of the metadata, the recipe's \
      tests, a restart, the power button, and that a second instance has an identity of its own.
      """)

  @Argument(help: "The image, or the folder of an artifact: output/NAME.", completion: .file())
  var image: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "The instance's flavor: ram=2GiB,vcpus=2,disk=20GiB, each where it matters.",
      valueName: "flavor"))
  var flavor: FlavorArgument?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A property to boot with, as if the image were stamped with it.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(help: "A recipe whose tests the image must pass too.", completion: .recipes)
  var recipe: String?

  @Option(help: "The image's format, where its content does not tell: \(ImageBase.Format.names).")
  var format: ImageBase.Format?

  @Option(help: "How the instances learn their metadata.")
  var metadata = MetadataSource.configDrive

  @Option(help: "How long each boot with its checks may take.")
  var timeout = TimeLimit(.seconds(900))

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(help: "Write the result into a file as JUnit XML.", completion: .file())
  var junit: String?

  @Option(
    help:
      "Where the console's log and last screen are kept when a check fails; default: NAME-verify.",
    completion: .directory)
  var logs: String?

  @OptionGroup var guests: GuestOptions

  func run() async throws {
    let argument = try ImageArgument(image)
    let assignments = try PropertyAssignments(assignments)
    let tests = try recipe.map { try self.tests(of: $0) } ?? []
    let foreign = try await ForeignImage(
      argument.path, name: argument.name, claim: FormatClaim(format, by: .commandLine))
    let flavor = flavor?.flavor ?? Flavor()
    let events = LogFormat.progress()
    let session = GuestSession(
      name: "verify", doing: "verifying \(argument.name)", events: events)
    let kept = logs.map { FilePath.absolute($0) } ?? FilePath.absolute("\(argument.name)-verify")
    let verification = try await session.run { [guests, timeout, metadata] workspace in
      let host = try await LocalHost.make(
        in: workspace, accelerator: guests.accelerator, libvirtURI: guests.connection,
        events: events)
      let properties = try await Self.properties(
        argument, foreign, assignments, host: host, events: events)
      try Self.check(flavor, against: properties, of: foreign)
      try Self.check(metadata, against: properties, of: foreign)
      let result = try await ImageVerifier(
        ImageVerifier.Subject(
          foreign.path, format: foreign.qemuFormat.rawValue, properties: properties,
          flavor: flavor, tests: tests, metadataFrom: metadata),
        host: host, events: events, limit: timeout.duration
      ).run()
      await host.close()
      if !result.failures.isEmpty { try Self.keepLogs(of: workspace, in: kept) }
      return result
    }
    try show(verification, name: argument.name)
    let failures = verification.failures.count
    guard failures > 0 else { return }
    throw BuildError(
      .buildFailed,
      "verifying \(argument.name): \(failures) of \(verification.cases.count) checks failed",
      hint: "the console's log and its last screen are in \(kept)")
  }

  private func tests(of recipe: String) throws -> [VerificationTest] {
    let loader = RecipeLoader(sealItems: SealItem.names)
    return try loader.check(FilePath(recipe)).all().flatMap { recipe in
      recipe.verification?.tests.map(\.value) ?? []
    }
  }

  /// What Nova would get: what the image is stamped with, or else what its disk proves.
  private static func properties(
    _ argument: ImageArgument, _ image: ForeignImage, _ assignments: PropertyAssignments,
    host: LocalHost, events: any EventSink
  ) async throws -> PropertySet {
    let stamped = StampFiles(argument).earlier
    if let stamped, assignments.values.isEmpty { return stamped }
    let facts: DiskFacts
    if let manifest = argument.manifest {
      facts = manifest.facts
    } else {
      facts = try await host.facts(of: image, events: events)
    }
    var request = StampRequest(stamped?.sorted ?? [], assignments)
    request.allowed = StampFiles(argument).allowed
    return try PropertyRules(facts).stamp(request).hardware
  }

  /// Nova creates no server of a flavor that is too small for the image.
  private static func check(
    _ flavor: Flavor, against properties: PropertySet, of image: ForeignImage
  ) throws {
    let doing = "verifying \(image.path.lastComponent?.string ?? "")"
    if let disk = flavor.disk, disk < image.info.virtualSize {
      throw BuildError(
        .usage,
        "\(doing): the flavor's disk of \(disk) is smaller than the image's, "
          + "\(image.info.virtualSize)", hint: "Nova would refuse it too: take a larger one")
    }
    if let memory = flavor.memory, let least = NovaHardware(properties).minimumMemory,
      memory < least
    {
      throw BuildError(
        .usage, "\(doing): the flavor's memory of \(memory) is less than min_ram, \(least)",
        hint: "Nova would refuse it too: take more")
    }
  }

  /// Some images ask for a config drive whatever the cloud is used to.
  private static func check(
    _ metadata: MetadataSource, against properties: PropertySet, of image: ForeignImage
  ) throws {
    guard metadata == .service, properties.value("img_config_drive") == "mandatory" else { return }
    throw BuildError(
      .usage,
      "verifying \(image.path.lastComponent?.string ?? ""): img_config_drive=mandatory, so that Nova "
        + "gives its instances a config drive", hint: "leave --metadata out")
  }

  private static func keepLogs(of workspace: BuildWorkspace, in folder: FilePath) throws {
    do {
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      for name in ["console.log", "screen.png"] {
        let file = workspace.scratch.appending(name)
        guard manager.fileExists(atPath: file.string) else { continue }
        let copy = folder.appending(name)
        try? manager.removeItem(atPath: copy.string)
        try manager.copyItem(atPath: file.string, toPath: copy.string)
      }
    } catch {
      throw BuildError(
        .host, "keeping the logs in \(folder): \(error.reason)", hint: "--logs names another folder"
      )
    }
  }

  private func show(_ verification: ImageVerification, name: String) throws {
    if let junit {
      let path = FilePath.absolute(junit)
      do {
        try Data(JUnitReport(name: name, verification: verification).text.utf8)
          .write(to: URL(filePath: path.string))
      } catch {
        throw BuildError(.host, "writing \(path): \(error.reason)")
      }
    }
    let out = OutputDescriptor.standardOutput
    if json { return out.write(lines: [try CommandJSON.text(verification)]) }
    let rows = verification.cases.map { item in
      StatusRow(
        item.failure == nil ? .good : .bad, item.title,
        item.failure ?? Duration.seconds(item.seconds).inWords)
    }
    out.write(lines: ["\(name) on \(verification.hardware)", ""])
    out.write(
      lines: StatusTable.lines(
        for: rows, width: TerminalSize.ofStandardOutput, style: .standardOutput))
  }
}
