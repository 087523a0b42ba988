import ArgumentParser
import Bases
import Foundation
import HostKit
import Pipeline
import TerminalUI

/// `imgbuild cache list`: every layer, with what it takes and who uses it.
struct CacheListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the layers, those used last first.")

  @Flag(help: "Print JSON; sizes are in bytes.")
  var json = false

  func run() async throws {
    let store = try CacheCommand.store()
    let listing = CacheListing(
      try await store.layers(), downloads: DownloadCache(Folders.standard.downloads))
    let width = TerminalSize.ofStandardOutput
    OutputDescriptor.standardOutput.write(
      lines: json
        ? [try CommandJSON.text(listing)] : listing.lines(width: width, style: .standardOutput))
  }
}
