import ArgumentParser
import Bases
import BuildFoundation
import HostKit
import ImageProperties
import Pipeline
import Recipes
import StorageDaemon
import SystemPackage
import TerminalUI

/// `imgbuild stamp`: writes the properties that a disk proves beside its image.
struct StampCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stamp", abstract: "Write beside an image the properties that its disk proves.",
    discussion: """
      Looks into the disk, and writes properties.json, glance-create.sh and glance-set.sh: what brings an \
      image that is in Glance already from the stamp before to this one. In the folder of an artifact the \
      files have these names; beside any other image they begin with its name. What was set before stays \
      until --unset takes it away. The image itself is not written to.
      """)

  @Argument(help: "The image, or the folder of an artifact: output/NAME.", completion: .file())
  var image: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A property to add or to change; what contradicts the disk is an error.",
      valueName: "name=value"))
  var assignments: [String] = []

  @Option(
    help: ArgumentHelp(
      "A property to leave out: what was set before, or what the disk proves.", valueName: "name"))
  var unset: [String] = []

  @Option(
    help: ArgumentHelp(
      "Why a property may contradict the disk.", valueName: "name=reason"))
  var allow: [String] = []

  @Option(help: "What a cloud wants of its images: \(PropertyProfile.names).", completion: .file())
  var profile = PropertyProfile.openStack.name

  @Option(help: "The image's format, where its content does not tell: \(ImageBase.Format.names).")
  var format: ImageBase.Format?

  @Flag(help: "Print what would change, and write nothing.")
  var dryRun = false

  @Option(help: "What the appliance runs on: \(AcceleratorChoice.listing).")
  var accelerator = AcceleratorChoice.auto

  func run() async throws {
    let argument = try ImageArgument(image)
    let files = StampFiles(argument)
    let profile = try PropertyProfile.named(profile)
    let assignments = try PropertyAssignments(assignments)
    var request = StampRequest(files.earlier?.sorted ?? [], assignments)
    request.profile = profile
    request.allowed = files.allowed.merging(
      try PropertyAssignments(allow, option: "--allow").values
    ) { $1 }
    let omitted = omitted(after: files.omitted, assignments)
    request.omitted = Set(omitted)
    for name in omitted { request.declared[name] = nil }
    if let manifest = argument.manifest { request.built = manifest.created }
    let (image, facts) = try await ImageInspection(
      path: argument.path, claim: FormatClaim(format, by: .commandLine), accelerator: accelerator
    ).run()
    let stamped = try PropertyRules(facts).stamp(request)
    let known = PropertyRules(facts).properties.sorted + (files.earlier?.sorted ?? [])
    for warning in (facts.remarks ?? []) + stamped.warnings + needless(known.map(\.name)) {
      OutputDescriptor.standardError.write(lines: ["warning: \(warning)"])
    }
    let out = OutputDescriptor.standardOutput
    out.write(lines: changes(from: files.earlier ?? PropertySet(), to: stamped.properties))
    guard !dryRun else { return }
    let described = try await ImageFile.describing(
      image.path, format: image.diskFormat, virtualSize: image.info.virtualSize)
    let written = try files.write(
      stamped, of: described, profile: profile.name, omitted: omitted)
    out.write(lines: ["", "wrote \(written.joined(separator: ", "))"])
  }

  /// What is unset although nobody had set it: a typo, most likely.
  private func needless(_ known: [String]) -> [String] {
    let catalogue = PropertyCatalogue.standard
    return unset.filter { !known.contains(catalogue.stampedName(of: $0)) }.map { name in
      let near = nearestName(to: name, in: known).map { ": did you mean \($0)?" }
      return "--unset \(name): the image has no such property" + (near ?? "")
    }
  }

  /// What is left out now: a property that is set again is not.
  private func omitted(after earlier: [String], _ assignments: PropertyAssignments) -> [String] {
    let catalogue = PropertyCatalogue.standard
    let set = Set(assignments.values.keys.map { catalogue.stampedName(of: $0) })
    return Set(earlier + unset).map { catalogue.stampedName(of: $0) }
      .filter { !set.contains($0) }.sorted()
  }

  private func changes(from old: PropertySet, to new: PropertySet) -> [String] {
    let style = TerminalStyle.standardOutput
    let changes = PropertyChange.all(from: old, to: new)
    if changes.isEmpty { return ["nothing has changed since the stamp before"] }
    return changes.map { change in
      switch (change.old, change.new) {
      case (let old?, let new?):
        TextColour.yellow("~ \(change.name): \(old.value) → \(new.value)".sanitized, style)
          + "  \(new.reason.sanitized)"
      case (nil, let new?):
        TextColour.green("+ \(change.name)=\(new.value)".sanitized, style)
          + "  \(new.reason.sanitized)"
      case (_, nil): TextColour.red("- \(change.name)".sanitized, style)
      }
    }
  }
}
