import ArgumentParser
import BuildFoundation
import OpenStackClient
import TerminalUI

/// The images of one cloud, which the command line or the environment names.
struct CloudImages: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A cloud of clouds.yaml; default: OS_CLOUD, or the only one.", valueName: "name"))
  var cloud: String?

  /// Calls `body` with the cloud's image service.
  ///
  /// What is to be known of the configuration is told on standard error.
  func with<Result: Sendable>(
    _ body: @Sendable (ImageService) async throws -> Result
  ) async throws -> Result {
    try await Self.with(cloud, body)
  }

  /// Calls `body` with the image service of a cloud; nil stands for the one that the environment names.
  static func with<Result: Sendable>(
    _ cloud: String?, _ body: @Sendable (ImageService) async throws -> Result
  ) async throws -> Result {
    let sources = ConfigurationSources.ofProcess
    let configuration = try CloudConfiguration.read(cloud, from: sources)
    OutputDescriptor.standardError.write(
      lines: configuration.notices.map { "warning: \($0)" })
    return try await CloudSession.with(configuration, variables: sources.variables) {
      try await body(ImageService($0))
    }
  }
}
