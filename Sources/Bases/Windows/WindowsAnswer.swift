import BuildFoundation
public import Recipes
public import WindowsSetup

/// The answer file of an installation, and what runs at its end.
public struct WindowsAnswer: Sendable {
  /// The folders of virtio-win that Setup and Windows get drivers from: disks, network card, the agent's channel,
  /// and what an instance may have beside.
  private static let drivers = [
    "viostor", "vioscsi", "NetKVM", "vioserial", "viorng", "Balloon",
  ]

  /// The file's text; passwords are in it.
  public let text: String
  private let script: InstallationScript

  /// Writes the answers of `base` for an image of its disc.
  ///
  /// Throws a `recipe` error for what Setup would not take.
  public init(
    _ base: WindowsBase, image: WindowsDiscImage, firmware: SetupFirmware, secrets: SecretValues
  ) throws {
    script = InstallationScript(
      installsGuestAgent: base.answers.installsGuestAgent, commands: base.answers.commands)
    do {
      var options = try base.answers.options(
        version: image.version, architecture: image.architecture, firmware: firmware,
        image: .index(image.index), expand: secrets.expand)
      if base.virtio != nil {
        options.driverPaths = options.virtioDriverPaths(drivers: Self.drivers)
      }
      script.apply(to: &options)
      text = try AnswerFile(options).text
    } catch var error as BuildError where error.code == .usage {
      error.code = .recipe
      throw error
    }
    try Self.check(text, firmware, image)
  }

  /// The disc that Setup finds it on.
  var disc: AnswerDisc {
    AnswerDisc(
      label: "UNATTEND", files: script.files.merging(["Autounattend.xml": text]) { $1 })
  }

  /// Throws for what the linter finds: settings of the recipe's own can be wrong in every way.
  private static func check(
    _ text: String, _ firmware: SetupFirmware, _ image: WindowsDiscImage
  ) throws {
    let linter = AnswerFileLinter(firmware: firmware, architecture: image.architecture)
    let errors = linter.findings(in: Array(text.utf8)).filter { $0.severity == .error }
    guard let first = errors.first else { return }
    throw BuildError(
      .recipe, "writing the answer file: \(first.message)", hint: first.hint,
      output: errors.dropFirst().map(\.message))
  }
}
