import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
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

  @Test(.needs("python3"))
  func writesAnAnswerFileThatIsXML() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "Unattend.xml", CloudbaseInitSettings().answerFile(architecture: .arm64))
    let program = """
      import sys, xml.etree.ElementTree as tree
      space = "{urn:schemas-microsoft-com:unattend}"
      for settings in tree.parse(sys.argv[1]).getroot():
          for component in settings:
              print(settings.get("pass"), component.get("processorArchitecture"))
              for path in component.iter(space + "Path"):
                  print(path.text)
      """
    let run = try ToolRun("python3", ["-c", program, file.string])
    let product = #"C:\Program Files\Cloudbase Solutions\Cloudbase-Init"#
    let expected = [
      "generalize arm64", "specialize arm64",
      #"cmd.exe /c ""\#(product)\Python\Scripts\cloudbase-init.exe" --config-file "#
        + #""\#(product)\conf\cloudbase-init-unattend.conf" && exit 1 || exit 2""#,
      "oobeSystem arm64",
    ]
    #expect(run.output.split(separator: "\n").map(String.init) == expected)
  }

  @Test func writesAnAnswerFileWithTheElementsThatSysprepReads() {
    let text = CloudbaseInitSettings().answerFile()
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<unattend "))
    #expect(!text.replacing("\r\n", with: "").contains("\n"))
    for element in ["PersistAllDeviceInstalls>true", "<Order>1", "<SkipMachineOOBE>true"] {
      #expect(text.contains(element), "\(element)")
    }
    #expect(text.contains("&amp;&amp; exit 1 || exit 2"))
  }
}
