import ArgumentParser
import BuildFoundation
import OpenStackClient
import Pipeline
import Publishing
import Recipes
import TerminalUI

/// `imgbuild publish`: makes images the ones that a name stands for in clouds.
struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Upload stamped images, and give them their name in clouds.",
    discussion: """
      The image is uploaded privately, its hash, size and properties are read back, and only then it takes \
      the name over from the image that had it, which is hidden and not deleted. What the cloud has already \
      is not uploaded again. A publication that was cut off is finished or undone by the next one.
      """)

  @Argument(help: "The images, or the folders of artifacts: output/NAME.", completion: .file())
  var images: [String] = []

  @OptionGroup var options: PublicationOptions

  @Option(help: "The name in the cloud; default: the artifact's.")
  var name: String?

  @Flag(help: "Show what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Only finish or undo what was cut off.")
  var resume = false

  func validate() throws {
    if resume, !images.isEmpty { throw ValidationError("--resume takes no images.") }
    if !resume, images.isEmpty { throw ValidationError("Name an image, or output/NAME.") }
    if name != nil, images.count > 1 { throw ValidationError("--name is for one image.") }
  }

  func run() async throws {
    let publishing = ImagePublishing()
    if resume { return try await resume(publishing) }
    let publishable = try images.map { try PublishableImage(ImageArgument($0)) }
    OutputDescriptor.standardError.write(
      lines: publishable.compactMap(\.caution).map { "warning: \($0)" })
    let targets = options.targets(PublicationSettings(name: name))
    if dryRun {
      for image in publishable {
        OutputDescriptor.standardOutput.write(
          lines: try await publishing.plan(image, in: targets, options))
      }
      return
    }
    let events = LogFormat.progress()
    let session = GuestSession(name: "publish", doing: "publishing", events: events)
    let lines = try await session.run { workspace in
      let conversion = ImageConversion(workspace)
      var lines: [String] = []
      for image in publishable {
        events.emit(.buildStarted(name: targets.first?.name ?? image.name, activities: []))
        lines += try await publishing.publish(
          image, to: targets, options, conversion, events: events)
      }
      return lines
    }
    OutputDescriptor.standardOutput.write(lines: lines)
  }

  private func resume(_ publishing: ImagePublishing) async throws {
    let events = LogFormat.progress()
    let pending = publishing.journal.pending().filter {
      options.place.clouds.isEmpty || options.place.clouds.contains($0.cloud)
    }
    let lines = try await InterruptibleWork.run(
      "going on with publications", restore: { events.finish() }, finish: { events.finish() }
    ) {
      var lines: [String] = []
      for (cloud, name) in pending {
        let configuration = try CloudConfiguration.read(cloud, from: publishing.sources)
        let row = ImagePublishing.row(cloud)
        _ = try await ActivityRunner(events: events).run(row) { report in
          try await publishing.with(configuration, report) { try await $0.resume(name) }
        }
        lines.append("\(cloud): \(name) is in order again")
      }
      return lines
    }
    OutputDescriptor.standardOutput.write(
      lines: lines.isEmpty ? ["nothing was cut off"] : lines)
  }
}
