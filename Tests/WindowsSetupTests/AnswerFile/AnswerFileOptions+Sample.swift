@testable import WindowsSetup

extension AnswerFileOptions {
  /// Options with something in every field that can be empty.
  static func full(
    _ version: WindowsVersion, _ firmware: SetupFirmware, skipsHardwareChecks: Bool = false
  ) -> AnswerFileOptions {
    var options = plain(version, firmware)
    options.productKey = "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1"
    options.computerName = "build-1"
    options.organization = "Example & <Sons>"
    options.accounts = [
      LocalAccount(name: "operator", password: AnswerFilePassword("pa'ss\"<&>wört"))
    ]
    options.driverPaths = options.virtioDriverPaths()
    options.disk.recoverySize = 700
    options.allowsRemoteDesktop = true
    options.skipsHardwareChecks = skipsHardwareChecks
    options.setupCommands = [SetupCommand("wpeutil.exe UpdateBootInfo")]
    options.specializeCommands = [
      SetupCommand("cmd.exe /c echo one"), SetupCommand("cmd.exe /c echo two", summary: "second"),
    ]
    options.firstLogonCommands = [SetupCommand(#"powershell.exe -File "E:\first & last.ps1""#)]
    return options
  }

  /// Options with nothing beside what has to be said.
  static func plain(
    _ version: WindowsVersion, _ firmware: SetupFirmware
  ) -> AnswerFileOptions {
    AnswerFileOptions(
      version: version, firmware: firmware, image: .name("Windows SERVERSTANDARD"),
      administratorPassword: AnswerFilePassword("Secret-1"))
  }
}
