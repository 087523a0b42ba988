import ArgumentParser
import Bases
import BuildFoundation
import HostKit
import ImageProperties
import Recipes
import TerminalUI

/// `imgbuild inspect`: what is on the disk of an image, and what properties it proves.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Say what is on an image's disk, and what that proves.",
    discussion: """
      Any image will do, also of other tools: qcow2, raw, VMDK, VHD, VHDX or ISO. It is not written to, \
      and nothing on it runs. What cannot be known for certain is said to be unknown.
      """)

  /// Longer lines of prose are hard to read, however wide the terminal is.
  private static let widest = 110

  @Argument(
    help: "The image, or the folder of an artifact: output/NAME.", completion: .file())
  var image: String

  @Flag(
    help: "Say for each property why: the fact behind it, the rule, and where OpenStack has it.")
  var explain = false

  @Option(help: "What a cloud wants of its images: \(PropertyProfile.names).", completion: .file())
  var profile = PropertyProfile.openStack.name

  @Option(help: "The image's format, where its content does not tell: \(ImageBase.Format.names).")
  var format: ImageBase.Format?

  @Flag(exclusivity: .exclusive, help: "Print everything, packages too, as JSON or YAML.")
  var output: StructuredOutput?

  @Option(help: "What the appliance runs on: \(AcceleratorChoice.listing).")
  var accelerator = AcceleratorChoice.auto

  func run() async throws {
    let profile = try PropertyProfile.named(profile)
    let path = try ImageArgument(image).path
    let (image, facts) = try await ImageInspection(
      path: path, claim: FormatClaim(format, by: .commandLine), accelerator: accelerator
    ).run()
    let document = InspectionDocument(
      .init(image, name: self.image), facts: facts, profile: profile)
    let out = OutputDescriptor.standardOutput
    if let output { return out.write(lines: [try output.text(document)]) }
    let width = min(TerminalSize.ofStandardOutput ?? Self.widest, Self.widest)
    let report = InspectionReport(document: document, width: width, style: .standardOutput)
    out.write(lines: report.lines(explains: explain))
  }
}
