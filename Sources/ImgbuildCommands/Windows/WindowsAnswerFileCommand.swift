import ArgumentParser
import BuildFoundation
import WindowsSetup

/// `imgbuild windows answer-file`: writes the answer file of an installation.
struct WindowsAnswerFileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer-file",
    abstract: "Write an Autounattend.xml that installs Windows without a question.",
    discussion: """
      Put it as Autounattend.xml at the root of a disc beside that of Windows. Passwords are in \
      it, hidden as Windows hides them, which anybody can undo.
      """)

  // Not --version: where another option is missing, that would print imgbuild's own.
  @Option(help: "The release that the disc has.")
  var release: WindowsVersion

  @Option(help: "The image to install, by the name that dism /Get-ImageInfo shows.")
  var edition: String?

  @Option(help: "The image to install, by its number, from 1.")
  var index: Int?

  @Option(help: "The firmware of the machine.")
  var firmware: SetupFirmware

  @Option(help: "The processor.")
  var architecture = WindowsArchitecture.amd64

  @Option(
    help: "A file whose first line is the administrator's password.", completion: .file())
  var passwordFile: String

  @Option(
    help: "A file whose first line is the product key; evaluation and volume media need none.",
    completion: .file())
  var productKeyFile: String?

  @OptionGroup var settings: WindowsInstallationOptions
  @OptionGroup var locale: WindowsLocaleOptions
  @OptionGroup var output: AnswerFileOutput

  func validate() throws {
    guard (edition == nil) != (index == nil) else {
      throw ValidationError("Choose the image by --edition or by --index.")
    }
  }

  func run() throws {
    try output.write(try AnswerFile(options()).text)
  }

  /// The options that the command line says; throws a `usage` error for an unreadable secret.
  func options() throws -> AnswerFileOptions {
    let password = try AnswerFileInput.secret(passwordFile, what: "the administrator's password")
    var options = AnswerFileOptions(
      version: release, architecture: architecture, firmware: firmware,
      image: edition.map(ImageSelection.name) ?? .index(index ?? 1),
      administratorPassword: AnswerFilePassword(password))
    options.productKey = try productKeyFile.map {
      try AnswerFileInput.secret($0, what: "the product key")
    }
    options.language = locale.language
    options.locale = locale.locale
    options.keyboard = locale.keyboard
    options.timeZone = locale.timeZone
    settings.apply(to: &options)
    return options
  }
}
