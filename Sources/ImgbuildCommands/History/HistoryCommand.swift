import ArgumentParser

/// `imgbuild history`: what became of all runs.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show what became of earlier runs.",
    subcommands: [HistoryListCommand.self, HistoryShowCommand.self, HistoryDiffCommand.self],
    defaultSubcommand: HistoryListCommand.self)
}
