import ArgumentParser

/// `imgbuild properties`: what OpenStack reads of an image.
struct PropertiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "properties", abstract: "Explain the image properties that OpenStack reads.",
    subcommands: [PropertiesListCommand.self, PropertiesExplainCommand.self],
    defaultSubcommand: PropertiesListCommand.self)
}
