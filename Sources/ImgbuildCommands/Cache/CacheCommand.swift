import ArgumentParser
import HostKit
import Pipeline

/// `imgbuild cache`: what earlier builds have left for the next ones.
struct CacheCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Look into the layers of earlier builds, and make room.",
    discussion: """
      Each step of a build leaves a layer, which the next build with the same beginning starts from. \
      All of them can be made again.
      """,
    subcommands: [
      CacheListCommand.self, CacheShowCommand.self, CachePruneCommand.self,
      CacheVerifyCommand.self,
    ])

  /// The user's cache.
  static func store() throws -> LayerStore {
    try Folders.standard.prepare()
    return try LayerStore(folder: Folders.standard.layers)
  }
}
