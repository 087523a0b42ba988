import ArgumentParser
import BuildFoundation
import Foundation
import OpenStackClient
import Publishing
import TerminalUI

/// `imgbuild catalogue`: the images of a name in clouds.
struct CatalogueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue", abstract: "List the images that have or had a name in clouds.")

  @Argument(help: "The image's name.")
  var name: String

  @OptionGroup var place: CloudOptions

  @Flag(help: "Print the images as JSON.")
  var json = false

  /// One image of the name.
  struct Row: Encodable {
    var cloud: String
    var image: String
    var name: String
    /// Whether the name stands for it.
    var isCurrent: Bool
    var status: String
    var visibility: String
    var isProtected: Bool
    var created: Date
    var size: Int64?
    var hash: String?
  }

  func run() async throws {
    let publishing = ImagePublishing()
    var rows: [Row] = []
    for target in place.targets {
      let configuration = try CloudConfiguration.read(target, from: publishing.sources)
      let (current, former) = try await publishing.with(configuration, nil) {
        try await $0.versions(of: name)
      }
      rows += current.map { Row($0, in: configuration.name, isCurrent: true) }
      rows += former.map { Row($0, in: configuration.name, isCurrent: false) }
    }
    let out = OutputDescriptor.standardOutput
    if json { return out.write(lines: [try CommandJSON.text(rows)]) }
    guard !rows.isEmpty else { return out.write(lines: ["no image has or had the name \(name)"]) }
    out.write(lines: Self.table(rows).lines(width: nil, style: .standardOutput))
  }

  private static func table(_ rows: [Row]) -> TextTable {
    TextTable(
      [
        ("CLOUD", .left), ("IMAGE", .left), ("", .left), ("MADE AT", .left), ("SIZE", .right),
        ("SEEN BY", .left), ("HASH", .left),
      ],
      rows: rows.map { row in
        [
          .init(row.cloud), .init(row.image),
          row.isCurrent
            ? .init(row.status == "active" ? "current" : row.status, .green)
            : .init(row.status == "active" ? "hidden" : row.status),
          .init(row.created.localMinute),
          .init(row.size.map { "\(ByteCount(bytes: $0))" } ?? ""),
          .init(row.visibility + (row.isProtected ? ", protected" : "")),
          .init(row.hash.map { "\($0.prefix(19))…" } ?? ""),
        ]
      })
  }
}

extension CatalogueCommand.Row {
  /// A row for an image.
  init(_ image: CloudImage, in cloud: String, isCurrent: Bool) {
    self.init(
      cloud: cloud, image: image.id, name: image.name, isCurrent: isCurrent,
      status: image.status, visibility: image.visibility, isProtected: image.isProtected,
      created: image.created, size: image.size?.bytes, hash: image.hash?.description)
  }
}
