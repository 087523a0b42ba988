import ArgumentParser

/// `imgbuild schedule`: builds at set times.
struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Build at set times, with systemd.",
    subcommands: [
      ScheduleInstallCommand.self, ScheduleStatusCommand.self, ScheduleRemoveCommand.self,
    ])
}
