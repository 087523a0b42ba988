import ArgumentParser
import BuildFoundation
import ImageProperties
import OpenStackClient
import TerminalUI

/// `imgbuild image show`: all that a cloud tells of an image, and what is wrong with its properties.
struct ImageShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an image of a cloud, and what is wrong with its properties.")

  @Argument(help: "The image's identifier, or its name.")
  var image: String

  @OptionGroup var place: CloudImages

  @Flag(help: "Print the image as JSON.")
  var json = false

  func run() async throws {
    let (cloud, found) = try await place.with { service in
      (service.cloud, try await service.find(image))
    }
    let out = OutputDescriptor.standardOutput
    if json {
      return out.write(lines: [try CommandJSON.text(CloudImageDocument(found, of: cloud))])
    }
    let report = CloudImageReport(image: found, cloud: cloud)
    out.write(
      lines: report.lines(
        width: min(TerminalSize.ofStandardOutput ?? 100, 100), style: .standardOutput))
  }
}
