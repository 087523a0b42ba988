import ArgumentParser
import Bases
import BuildFoundation
import HostKit
import Pipeline
import Recipes
import WindowsSetup

/// `imgbuild windows answer-file`: writes the answer file of an installation.
struct WindowsAnswerFileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer-file",
    abstract: "Write an Autounattend.xml that installs Windows without a question.",
    discussion: """
      For a recipe with the base `windows` it is the file that Setup gets when the recipe is built; without one, \
      options say everything. Put it as Autounattend.xml at the root of a disc beside that of Windows. Passwords are in \
      it, hidden as Windows hides them, which anybody can undo.
      """)

  @Argument(help: "A recipe whose base is `windows`.", completion: .recipes)
  var recipe: String?

  @OptionGroup var recipes: RecipeOptions

  // Not --version: where another option is missing, that would print imgbuild's own.
  @Option(help: "The release that the disc has.")
  var release: WindowsVersion?

  @Option(help: "The image to install, by the name that dism /Get-ImageInfo shows.")
  var edition: String?

  @Option(help: "The image to install, by its number, from 1.")
  var index: Int?

  @Option(help: "The firmware of the machine.")
  var firmware: SetupFirmware?

  @Option(help: "The processor.")
  var architecture = WindowsArchitecture.amd64

  @Option(
    help: "A file whose first line is the administrator's password.", completion: .file())
  var passwordFile: String?

  @Option(
    help: "A file whose first line is the product key; evaluation and volume media need none.",
    completion: .file())
  var productKeyFile: String?

  @OptionGroup var settings: WindowsInstallationOptions
  @OptionGroup var locale: WindowsLocaleOptions
  @OptionGroup var output: AnswerFileOutput

  func validate() throws {
    guard recipe == nil else { return try checkNothingElse() }
    guard recipes.assignments.isEmpty, recipes.files.isEmpty else {
      throw ValidationError("Values for variables need a recipe.")
    }
    let missing = [
      ("--release", release == nil), ("--firmware", firmware == nil),
      ("--password-file", passwordFile == nil),
    ].filter(\.1).map(\.0)
    guard missing.isEmpty else {
      throw ValidationError("Name a recipe, or give \(missing.joined(separator: ", ")).")
    }
    guard (edition == nil) != (index == nil) else {
      throw ValidationError("Choose the image by --edition or by --index.")
    }
  }

  /// A recipe says everything; what is said beside it would be ignored.
  private func checkNothingElse() throws {
    let isAlone =
      release == nil && firmware == nil && passwordFile == nil && edition == nil && index == nil
      && productKeyFile == nil && architecture == .amd64
    guard isAlone, try Self.answers(settings, locale) == Self.answers(.parse([]), .parse([]))
    else {
      throw ValidationError("With a recipe only --set, --vars and --output have a meaning.")
    }
  }

  /// What options come to: they cannot be compared themselves.
  private static func answers(
    _ settings: WindowsInstallationOptions, _ locale: WindowsLocaleOptions
  ) throws -> String {
    var options = AnswerFileOptions(
      version: .server2022, firmware: .uefi, image: .index(1),
      administratorPassword: AnswerFilePassword("none"))
    locale.apply(to: &options)
    settings.apply(to: &options)
    return try AnswerFile(options).text
  }

  func run() async throws {
    guard let recipe else { return try output.write(try AnswerFile(options()).text) }
    let builds = try recipes.recipes([recipe], only: [])
    guard let build = builds.first, builds.count == 1 else {
      throw BuildError(
        .usage, "writing the answer file of \(recipe): it is a matrix of \(builds.count) builds",
        hint: "choose one with --set")
    }
    let environment = BaseEnvironment(
      downloads: Folders.standard.downloads,
      secrets: try await SecretResolver().values(of: build))
    try output.write(
      try await RecipeBase.answerFile(
        of: build, in: environment, report: StepReport("base", to: NoticeSink())))
  }

  /// The options that the command line says; throws a `usage` error for an unreadable secret.
  func options() throws -> AnswerFileOptions {
    guard let release, let firmware, let passwordFile else {
      throw BuildError(.usage, "writing the answer file: release, firmware or password is missing")
    }
    let password = try AnswerFileInput.secret(passwordFile, what: "the administrator's password")
    var options = AnswerFileOptions(
      version: release, architecture: architecture, firmware: firmware,
      image: edition.map(ImageSelection.name) ?? .index(index ?? 1),
      administratorPassword: AnswerFilePassword(password))
    options.productKey = try productKeyFile.map {
      try AnswerFileInput.secret($0, what: "the product key")
    }
    locale.apply(to: &options)
    settings.apply(to: &options)
    return options
  }
}
