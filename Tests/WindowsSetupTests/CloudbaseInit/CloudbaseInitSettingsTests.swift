import BuildFoundation
import Foundation
import Testing

@testable import WindowsSetup

@Suite struct CloudbaseInitSettingsTests {
  @Test func writesAsciiLinesThatEndAsTheInstallersDo() throws {
    for text in try [CloudbaseInitSettings().serviceFile(), CloudbaseInitSettings().setupFile()] {
      #expect(text.hasPrefix("[DEFAULT]\r\n"))
      #expect(text.hasSuffix("vfat=false\r\n"))
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
      let lines = text.components(separatedBy: "\r\n").dropLast()
      #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
      // No line is empty, a comment, or goes on the line before.
      #expect(lines.allSatisfy { $0.wholeMatch(of: /\[\w+\]|\w+=.+/) != nil }, "\(lines)")
    }
  }

  @Test func writesADollarSignSoThatItNamesNoOption() throws {
    #expect(try CloudbaseInitFile.escaped("a$b", of: "x") == #"a\$b"#)
    #expect(try CloudbaseInitFile.escaped(#"C:\$x"#, of: "x") == #"C:\\$x"#)
    #expect(try CloudbaseInitFile.escaped("50% = a;b # c", of: "x") == "50% = a;b # c")
  }

  @Test(arguments: [
    "a\nplugins=x", "a\r", "a\tb", " a", "a ", "\"a\"", "'a'", "\"", "J\u{fc}rgen", "\u{feff}a",
  ])
  func refusesAValueThatWouldBeReadDifferently(value: String) {
    #expect(throws: BuildError.self) { try CloudbaseInitFile.escaped(value, of: "username") }
  }

  private static let faults: [(String, @Sendable (inout CloudbaseInitSettings) -> Void)] = [
    ("the user name is empty", { $0.userName = "" }),
    ("the user name a/b has / in it", { $0.userName = "a/b" }),
    ("more than 20 characters", { $0.userName = String(repeating: "a", count: 21) }),
    ("starts or ends with a dot", { $0.userName = "admin." }),
    ("the group A,B has , in it", { $0.groups = ["A,B"] }),
    ("there is no metadata service", { $0.metadataServices = [] }),
    ("the metadata service http is there twice", { $0.metadataServices = [.http, .http] }),
    ("the plugin mtu is there twice", { $0.plugins = [.mtu, .trim, .mtu] }),
    ("no kind or place of a config drive", { $0.configDrive.formats = [] }),
    ("no kind or place of a config drive", { $0.configDrive.locations = [] }),
    ("none of COM1 to COM99", { $0.serialPort = "ttyS0" }),
    ("is not like C:\\Folder", { $0.logFolder = #"\logs"# }),
    ("no backslash at its end", { $0.installFolder = #"C:\CI\"# }),
    ("has % in it", { $0.localScriptsFolder = #"C:\%TEMP%"# }),
    ("with a space at an end", { $0.userName = " admin" }),
  ]

  @Test(arguments: faults)
  func refusesSettings(message: String, change: @Sendable (inout CloudbaseInitSettings) -> Void) {
    var settings = CloudbaseInitSettings()
    change(&settings)
    for write in [settings.serviceFile, settings.setupFile] {
      let error = #expect(throws: BuildError.self) { _ = try write() }
      #expect(error?.code == .recipe)
      #expect(error?.message.hasPrefix("configuring Cloudbase-Init: ") == true)
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
    }
  }

  @Test func findsNamesAndTellsTheNearest() throws {
    #expect(try CloudbaseInitPlugin(named: "user-data") == .userData)
    #expect(
      try CloudbaseInitPlugin(named: "cloudbaseinit.plugins.common.trim.TrimConfigPlugin") == .trim)
    #expect(try CloudbaseInitMetadataService(named: "config-drive") == .configDrive)
    let error = #expect(throws: BuildError.self) { try CloudbaseInitPlugin(named: "userdata") }
    #expect(error?.message == #"configuring Cloudbase-Init: it has no plugin "userdata""#)
    #expect(error?.hint == "did you mean user-data?")
    let far = #expect(throws: BuildError.self) {
      try CloudbaseInitMetadataService(named: "something else")
    }
    #expect(far?.hint?.hasPrefix("it has azure, cloud-stack, config-drive") == true)
  }

  @Test func leavesOutTheSerialPortWhereThereIsNone() throws {
    var settings = CloudbaseInitSettings()
    settings.serialPort = nil
    #expect(try !settings.serviceFile().contains("logging_serial_port_settings"))
  }

  @Test func hasSysprepsAnswerFileRunItForInstances() throws {
    let options = SysprepAnswerOptions(
      cloudbaseInit: CloudbaseInitSettings(), version: .server2022, architecture: .arm64)
    let text = try AnswerFile(sysprep: options).text
    let file = try ParsedAnswerFile(text)
    #expect(try file.passes == ["generalize", "specialize", "oobeSystem"])
    #expect(text.components(separatedBy: "processorArchitecture='arm64'").count == 6)
    #expect(try file.value("generalize", "PnpSysprep", "PersistAllDeviceInstalls") == "true")
    let command = "RunSynchronous/RunSynchronousCommand"
    let product = #"C:\Program Files\Cloudbase Solutions\Cloudbase-Init"#
    #expect(
      try file.value("specialize", "Deployment", "\(command)/Path")
        == #"cmd.exe /c ""\#(product)\Python\Scripts\cloudbase-init.exe" --config-file "#
        + #""\#(product)\conf\cloudbase-init-unattend.conf" && exit 1 || exit 2""#)
    #expect(try file.value("specialize", "Deployment", "\(command)/WillReboot") == "OnRequest")
    #expect(try file.value("oobeSystem", "Shell-Setup", "OOBE/SkipMachineOOBE") == "true")
    // What an instance is told by its metadata is not in it.
    for setting in ["TimeZone", "ComputerName", "UserAccounts", "UILanguage"] {
      #expect(!text.contains(setting), "\(setting)")
    }
  }

  @Test func refusesAFolderThatMakesItsCommandTooLong() {
    var settings = CloudbaseInitSettings()
    settings.installFolder = #"C:\"# + String(repeating: "a", count: 100)
    let options = SysprepAnswerOptions(cloudbaseInit: settings, version: .server2022)
    #expect(throws: BuildError.self) { _ = try AnswerFile(sysprep: options) }
  }
}
