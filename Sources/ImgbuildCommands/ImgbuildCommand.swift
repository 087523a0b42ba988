public import ArgumentParser

/// The command line of imgbuild.
public struct ImgbuildCommand: AsyncParsableCommand {
  /// The version that `--version` and manifests tell.
  public static let version = "0.1.0"

  public static let configuration = CommandConfiguration(
    commandName: "imgbuild",
    abstract: "Builds OpenStack images that boot the way their properties say.",
    discussion: """
      Exit status: 0 done, 1 the build failed, 2 the command line or the recipe is wrong, \
      3 this host cannot build, 130 interrupted.
      """,
    version: version,
    subcommands: [
      RunCommand.self, InspectCommand.self, StampCommand.self, ConvertCommand.self,
      VerifyCommand.self, PublishCommand.self, RollbackCommand.self, CatalogueCommand.self,
      ImageCommand.self, ShellCommand.self, PlanCommand.self, ValidateCommand.self,
      FormatCommand.self,
      InitCommand.self, SchemaCommand.self, HistoryCommand.self, ScheduleCommand.self,
      CacheCommand.self, PropertiesCommand.self, WindowsCommand.self, DoctorCommand.self,
    ])

  public init() {}
}
