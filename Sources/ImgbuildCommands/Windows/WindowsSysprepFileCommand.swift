import ArgumentParser
import WindowsSetup

/// `imgbuild windows sysprep-file`: writes the answer file of a Windows that becomes an image.
struct WindowsSysprepFileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sysprep-file",
    abstract: "Write an unattend.xml for sysprep /generalize /oobe /unattend:FILE.",
    discussion: "Cloudbase-Init brings one of its own; this one is for images without it.")

  @Option(help: "The release.")
  var release: WindowsVersion

  @Option(help: "The processor.")
  var architecture = WindowsArchitecture.amd64

  @Option(
    help: "A file whose first line is the administrator's password in instances.",
    completion: .file())
  var passwordFile: String?

  @Flag(help: "Have instances find their devices anew, for hardware that differs.")
  var forgetDevices = false

  @Flag(help: "Make the administrator's profile that of new users.")
  var copyProfile = false

  @Option(
    parsing: .singleValue,
    help: "A command that the system runs at an instance's first start; as often as there are.")
  var systemCommand: [String] = []

  @OptionGroup var locale: WindowsLocaleOptions
  @OptionGroup var output: AnswerFileOutput

  func run() throws {
    try output.write(try AnswerFile(sysprep: options()).text)
  }

  /// The options that the command line says; throws a `usage` error for an unreadable password.
  func options() throws -> SysprepAnswerOptions {
    var options = SysprepAnswerOptions(version: release, architecture: architecture)
    options.persistsDeviceInstalls = !forgetDevices
    options.copiesProfile = copyProfile
    options.language = locale.language
    options.locale = locale.locale
    options.keyboard = locale.keyboard
    options.timeZone = locale.timeZone
    options.administratorPassword = try passwordFile.map {
      AnswerFilePassword(try AnswerFileInput.secret($0, what: "the administrator's password"))
    }
    options.specializeCommands = systemCommand.map { SetupCommand($0) }
    return options
  }
}
