import ArgumentParser
import BuildFoundation
import OpenStackClient
import TerminalUI

/// `imgbuild image list`: the images of clouds.
struct ImageListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the images of clouds, the newest first.")

  @OptionGroup var place: CloudOptions

  @Option(help: "Only images of exactly this name.")
  var name: String?

  @Option(help: "Only images with this status, such as active.")
  var status: String?

  @Option(
    name: .customLong("tag"), help: "Only images with this tag; may be given several times.")
  var tags: [String] = []

  @Option(
    name: .customLong("property"),
    help: ArgumentHelp(
      "Only images with this property; may be given several times.", valueName: "name=value"))
  var properties: [String] = []

  @Flag(help: "The hidden images, in place of those that are not.")
  var hidden = false

  @Flag(help: "Print the images as JSON.")
  var json = false

  func run() async throws {
    let filter = ImageFilter(
      name: name, status: status,
      properties: try PropertyAssignments(properties, option: "--property").values, tags: tags,
      isHidden: hidden)
    var images: [(cloud: String, image: CloudImage)] = []
    for target in place.targets {
      images += try await CloudImages.with(target) { service in
        try await service.images(filter).map { (service.cloud, $0) }
      }
    }
    let out = OutputDescriptor.standardOutput
    if json {
      let documents = images.map { CloudImageDocument($0.image, of: $0.cloud) }
      return out.write(lines: [try CommandJSON.text(documents)])
    }
    guard !images.isEmpty else { return out.write(lines: ["no images"]) }
    out.write(lines: table(images).lines(width: nil, style: .standardOutput))
  }

  private func table(_ images: [(cloud: String, image: CloudImage)]) -> TextTable {
    TextTable(
      [
        ("CLOUD", .left), ("IMAGE", .left), ("NAME", .left), ("STATUS", .left), ("FORMAT", .left),
        ("SIZE", .right), ("MADE AT", .left), ("SEEN BY", .left),
      ],
      rows: images.map { cloud, image in
        [
          .init(cloud), .init(image.id), .init(image.name),
          .init(image.status, image.isActive ? .green : .yellow), .init(image.diskFormat ?? ""),
          .init(image.size.map { "\($0)" } ?? ""), .init(image.created.localMinute),
          .init(image.visibility + (image.isProtected ? ", protected" : "")),
        ]
      })
  }
}
