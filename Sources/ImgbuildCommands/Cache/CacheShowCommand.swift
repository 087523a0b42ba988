import ArgumentParser
import HostKit
import Pipeline
import TerminalUI

/// `imgbuild cache show`: where one layer came from, and what it stands on.
struct CacheShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one layer: its chain, inputs, size and times.")

  @Argument(help: "The first digits of the layer's key.")
  var key: String

  @Flag(help: "Print JSON; sizes are in bytes.")
  var json = false

  func run() async throws {
    let layers = try await CacheCommand.store().layers()
    let details = LayerDetails(try LayerDetails.find(key, in: layers), among: layers)
    OutputDescriptor.standardOutput.write(
      lines: json ? [try CommandJSON.text(details)] : details.lines(style: .standardOutput))
  }
}
