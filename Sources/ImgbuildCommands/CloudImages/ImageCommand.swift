import ArgumentParser

/// `imgbuild image`: the images of clouds, one by one.
struct ImageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image", abstract: "List, show, change and fetch the images of clouds.",
    subcommands: [
      ImageListCommand.self, ImageShowCommand.self, ImageSetCommand.self, ImagePullCommand.self,
    ])
}
