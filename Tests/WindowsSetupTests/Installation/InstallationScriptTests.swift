import Foundation
import Testing

@testable import WindowsSetup

@Suite struct InstallationScriptTests {
  @Test(arguments: SetupFirmware.allCases)
  func anInstallationRunsItAndSaysHowFarItIs(firmware: SetupFirmware) throws {
    var options = AnswerFileOptions.full(.server2022, firmware)
    options.firstLogonCommands = []
    InstallationScript(commands: ["ver"]).apply(to: &options)
    let text = try AnswerFile(options).text
    let file = try ParsedAnswerFile(text)
    let say = #"cmd.exe /d /c "echo imgbuild-setup: "#
    let path = "RunSynchronous/RunSynchronousCommand/Path"
    #expect(
      try file.values("windowsPE", "Setup", path).last == say + #"Windows Setup runs>COM1""#)
    #expect(
      try file.values("specialize", "Deployment", path).last
        == say + #"Windows starts for the first time>COM1""#)
    let commands = try file.values(
      "oobeSystem", "Shell-Setup", "FirstLogonCommands/SynchronousCommand/CommandLine")
    #expect(commands.count == 2 && commands[0].contains("AutoLogonCount"))
    #expect(
      commands[1]
        == #"cmd.exe /d /c "for %d in (D E F G H I J K L M N O P Q R S T U V W X Y Z) do "#
        + #"if exist %d:\imgbuild\install.cmd %d:\imgbuild\install.cmd""#)
    let linter = AnswerFileLinter(firmware: firmware, architecture: .amd64)
    #expect(linter.findings(in: Array(text.utf8)) == [])
  }

  @Test func linesEndAsWindowsWantsThem() {
    let files = InstallationScript(commands: ["ver", "dir"]).files
    #expect(
      files.keys.sorted() == [
        "imgbuild/command-1.cmd", "imgbuild/command-2.cmd", "imgbuild/install.cmd",
      ])
    for text in files.values {
      let lines = text.components(separatedBy: "\n").dropLast()
      #expect(lines.allSatisfy { $0.hasSuffix("\r") } && !text.contains("@S"))
    }
    #expect(
      InstallationScript(installsGuestAgent: false).files.values.allSatisfy {
        !$0.contains("msiexec")
      })
  }
}
