import ArgumentParser
import Bases
import BuildFoundation
import Foundation
import ImageProperties
import OpenStackClient
import Pipeline
import Publishing
import Recipes
import StorageDaemon
import SystemPackage
import TerminalUI

/// `imgbuild image pull`: fetches an image of a cloud, with its properties as a stamp beside it.
struct ImagePullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Fetch an image of a cloud, with its properties beside it.",
    discussion: """
      The file gets its name when it has come whole, by its hash. Its properties are written beside it as \
      imgbuild stamp does, so that imgbuild publish puts it into another cloud, and imgbuild verify boots \
      it. A fetch that was cut off goes on where it was.
      """)

  @Argument(help: "The image's identifier, or its name.")
  var image: String

  @OptionGroup var place: CloudImages

  @Option(help: "The file; default: the image's name here, with its format.", completion: .file())
  var output: String?

  @Flag(help: "Replace a file that is there.")
  var force = false

  func run() async throws {
    let events = LogFormat.progress()
    let lines = try await InterruptibleWork.run(
      "fetching \(image)", restore: { events.finish() }, finish: { events.finish() }
    ) {
      try await place.with { service in
        let found = try await service.find(image)
        let path = try path(of: found)
        events.emit(.buildStarted(name: found.name, activities: []))
        let activity = Activity(id: "pull", title: "fetch \(found.name) from \(service.cloud)")
        return try await ActivityRunner(events: events).run(activity) { report in
          try await fetch(found, service, to: path, report)
          return try await stamp(found, path)
        }.result
      }
    }
    OutputDescriptor.standardOutput.write(lines: lines)
  }

  private func path(of found: CloudImage) throws -> FilePath {
    let name = found.name.isEmpty ? found.id : found.name
    let file = "\(name.replacing("/", with: "-")).\(found.diskFormat ?? "img")"
    let path = FilePath.absolute(output ?? (file.hasPrefix(".") ? "_\(file)" : file))
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder)
    if isThere, isFolder.boolValue || !force {
      throw BuildError(
        .usage, "fetching \(name): \(path) is there already",
        hint: isFolder.boolValue
          ? "--output names the file, not its folder"
          : "--force replaces it, --output names another file")
    }
    return path
  }

  private func fetch(
    _ found: CloudImage, _ service: ImageService, to path: FilePath, _ report: StepReport
  ) async throws {
    let file = path.lastComponent?.string ?? ""
    let partial = path.removingLastComponent().appending(".\(file).part")
    let total = found.size ?? ByteCount(bytes: 0)
    _ = try await service.download(found, to: partial) { count in
      report.progress(
        "\(count) of \(total)", fraction: Double(count.bytes) / Double(max(1, total.bytes)))
    }
    // What builds share is their own; this is the user's, as any image.
    chmod(partial.string, 0o644)
    guard rename(partial.string, path.string) == 0 else {
      throw BuildError(.host, "writing \(path): \(Errno(rawValue: errno))")
    }
  }

  /// Writes the stamp; gives what there is to say.
  private func stamp(_ found: CloudImage, _ path: FilePath) async throws -> [String] {
    let hash = found.hash.map { ", \($0.description.prefix(19))…" } ?? ""
    let line = "\(path)  \(found.size ?? ByteCount(bytes: 0))\(hash)"
    guard let format = ImageBase.Format(rawValue: found.diskFormat ?? "") else {
      return [line, "  without a stamp: imgbuild cannot read \(found.diskFormat ?? "its format")"]
    }
    let name = path.lastComponent?.string ?? path.string
    let source = try await ForeignImage(
      path, name: name, claim: FormatClaim(format, by: .cloud))
    let catalogue = PropertyCatalogue.standard
    let properties = PropertySet(
      found.propertySet.sorted.filter { property in
        !catalogue.remarks(on: property.name, property.value).contains { $0.isOfDeclaration }
      })
    let written = try StampFiles(ImageArgument(file: path)).write(
      StampedProperties(properties: properties, hardware: properties),
      of: try await ImageFile.describing(
        path, format: format.rawValue, virtualSize: source.info.virtualSize),
      profile: PropertyProfile.openStack.name, omitted: [])
    return [line, "  \(written.joined(separator: ", "))"]
  }
}
