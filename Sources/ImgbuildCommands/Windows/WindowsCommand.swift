import ArgumentParser

/// `imgbuild windows`: what installing Windows without anybody needs.
struct WindowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "windows",
    abstract: "Write and check answer files of Windows Setup, and list what its discs have.",
    subcommands: [
      WindowsLintCommand.self, WindowsAnswerFileCommand.self, WindowsSysprepFileCommand.self,
      WindowsEditionsCommand.self,
    ])
}
