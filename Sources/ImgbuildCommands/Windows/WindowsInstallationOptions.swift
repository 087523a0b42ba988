import ArgumentParser
import BuildFoundation
import WindowsSetup

/// What an installation may be told beside what it has to be told.
struct WindowsInstallationOptions: ParsableArguments {
  @Option(help: "The computer's name: at most 15 characters; Windows makes one up otherwise.")
  var computerName: String?

  @Option(help: "Whom Windows is registered to.")
  var owner = "imgbuild"

  @Option(help: "The organization that Windows is registered to.")
  var organization = ""

  @Option(help: "How often the administrator is logged on without a question.")
  var autologon = 1

  @Flag(help: "Load the drivers of a virtio-win disc, whichever of the letters D to H it gets.")
  var virtio = false

  @Option(
    parsing: .singleValue, help: "A folder with drivers in Setup; as often as there are folders.")
  var driverPath: [String] = []

  @Option(help: "Make a recovery partition of this size before that of Windows: 700MiB.")
  var recovery: ByteCount?

  @Flag(help: "Let Remote Desktop in, with network level authentication.")
  var remoteDesktop = false

  @Flag(help: "Turn the firewall off.")
  var noFirewall = false

  @Flag(help: "Activate Windows while it is installed, rather than the instances.")
  var activate = false

  @Flag(help: "Install Windows 11 without TPM, Secure Boot and 4 GiB of memory.")
  var skipHardwareChecks = false

  @Option(
    parsing: .singleValue,
    help: "A command that the system runs before anybody logs on; as often as there are commands.")
  var systemCommand: [String] = []

  @Option(
    parsing: .singleValue, help: "A command at the first logon; as often as there are commands.")
  var command: [String] = []

  func apply(to options: inout AnswerFileOptions) {
    options.computerName = computerName
    options.owner = owner
    options.organization = organization
    options.autologonCount = autologon
    options.driverPaths = driverPath + (virtio ? options.virtioDriverPaths() : [])
    options.disk.recoverySize = recovery?.mebibytesRoundedUp
    options.allowsRemoteDesktop = remoteDesktop
    options.hasFirewall = !noFirewall
    options.skipsActivation = !activate
    options.skipsHardwareChecks = skipHardwareChecks
    options.specializeCommands = systemCommand.map { SetupCommand($0) }
    options.firstLogonCommands = command.map { SetupCommand($0) }
  }
}
