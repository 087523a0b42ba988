import ArgumentParser
import BuildFoundation
import OpenStackClient
import Pipeline
import Publishing
import TerminalUI

/// `imgbuild rollback`: gives a name back to the image that had it before.
struct RollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Give a name in a cloud back to the image before.")

  @Argument(help: "The image's name.")
  var name: String

  @OptionGroup var place: CloudImages

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("The image to go back to; default: the newest before.", valueName: "id"))
  var image: String?

  func run() async throws {
    let publishing = ImagePublishing()
    let configuration = try CloudConfiguration.read(place.cloud, from: publishing.sources)
    let events = LogFormat.progress()
    let found = try await InterruptibleWork.run(
      "going back", restore: { events.finish() }, finish: { events.finish() }
    ) {
      try await ActivityRunner(events: events).run(
        Activity(id: "rollback", title: "go back in the cloud \(configuration.name)")
      ) { report in
        try await publishing.with(configuration, report) { try await $0.rollBack(name, to: image) }
      }.result
    }
    OutputDescriptor.standardOutput.write(lines: [
      "\(configuration.name): \(name) is \(found.id), made at \(found.created.localMinute)"
    ])
  }
}
