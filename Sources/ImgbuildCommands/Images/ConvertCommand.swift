import ArgumentParser
import Bases
import BuildFoundation
import Foundation
import HostKit
import ImageProperties
import Pipeline
import Recipes
import StorageDaemon
import SystemPackage
import TerminalUI

/// `imgbuild convert`: the same disk in other formats, each compared with the first.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write the same disk in other formats, and compare them.",
    discussion: """
      Each file is compared with the original before it gets its name. A stamp goes along: the new image \
      has the files of imgbuild stamp beside it, with its own disk format.
      """)

  @Argument(help: "The image, or the folder of an artifact: output/NAME.", completion: .file())
  var image: String

  @Option(help: "A format to write; may be given several times: \(ImageBase.Format.names).")
  var to: [ImageBase.Format]

  @Option(help: "The folder for the new files; default: that of the image.", completion: .directory)
  var output: String?

  @Option(help: "The image's format, where its content does not tell: \(ImageBase.Format.names).")
  var format: ImageBase.Format?

  @Flag(help: "Replace files that are there.")
  var force = false

  func validate() throws {
    if to.isEmpty { throw ValidationError("Name a format with --to: \(ImageBase.Format.names).") }
  }

  func run() async throws {
    let argument = try ImageArgument(image)
    let source = try await ForeignImage(
      argument.path, name: argument.name, claim: FormatClaim(format, by: .commandLine))
    let folder = output.map { FilePath.absolute($0) } ?? argument.path.removingLastComponent()
    let targets = try targets(of: argument, in: folder)
    let events = LogFormat.progress()
    let session = GuestSession(
      name: "convert", doing: "converting \(argument.name)", events: events)
    let rows = targets.map { Activity(id: $0.format.rawValue, title: "write \($0.name)") }
    let sizes = try await session.run { workspace in
      events.emit(.buildStarted(name: argument.name, activities: rows))
      let activities = ActivityRunner(events: events)
      var sizes: [ByteCount] = []
      for (target, row) in zip(targets, rows) {
        let note: (ByteCount) -> String? = { "\($0)" }
        let size = try await activities.run(row, note: note) { report in
          try await target.write(source, report: report) {
            workspace.buildScratch.onProcess("qemu-img", $0)
          }
          try await target.stamp(as: argument, source)
          return ByteCount(bytes: try target.path.fileSize())
        }.result
        sizes.append(size)
      }
      return sizes
    }
    let lines = zip(targets, sizes).map { "\($0.path)  \($0.format.rawValue), \($1)" }
    OutputDescriptor.standardOutput.write(lines: lines)
  }

  private func targets(of argument: ImageArgument, in folder: FilePath) throws -> [ConvertedImage] {
    let stem = argument.path.stem ?? argument.name
    var targets: [ConvertedImage] = []
    for format in to where !targets.contains(where: { $0.format == format }) {
      let target = ConvertedImage(
        format: format, path: folder.appending("\(stem).\(format.rawValue)"))
      guard target.path != argument.path else {
        throw BuildError(
          .usage, "converting \(argument.name): it would write over itself",
          hint: "name another folder with --output")
      }
      guard force || !FileManager.default.fileExists(atPath: target.path.string) else {
        throw BuildError(
          .usage, "converting \(argument.name): \(target.path) is there already",
          hint: "--force replaces it, --output names another folder")
      }
      targets.append(target)
    }
    return targets
  }
}
