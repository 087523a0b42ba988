import BuildFoundation
import TestSupport
import Testing
import WindowsSetup

/// What tells sealing which files, letters and passwords to look at.
@Suite struct WindowsSealingPartsTests {
  @Test(
    arguments: [
      ("/users/*/appdata/*.log", ["/users/a b/appdata/1.log", "/users/x/appdata/2.log"]),
      ("/USERS/X/APPDATA/2.LOG", ["/USERS/X/APPDATA/2.log"]),
      ("/$Recycle.Bin/*", ["/$Recycle.Bin/s-1-5"]), ("/*unattend.xml", ["/autounattend.xml"]),
      ("/users/none/*", []), ("/users/x/nothing", []), ("/none/a", []), ("/*/none/*", []),
    ] as [(String, [String])]) func patternsFind(pattern: String, paths: [String]) async throws
  {
    let disk = MemoryWindows(
      files: Dictionary(
        uniqueKeysWithValues: [
          "/Users/a b/AppData/1.log", "/Users/x/AppData/2.log", "/Users/x/AppData/sub/3.log",
          "/$Recycle.Bin/S-1-5/f", "/Autounattend.xml",
        ].map { ($0, [1]) }))
    #expect(try await disk.paths(matching: pattern) == paths)
  }

  @Test func lettersOfOtherDisksAreFound() {
    let (own, stick) = (RegistryData.binary([1, 2, 3]), RegistryData.binary([9]))
    let values = RegistryValues([
      #"\DosDevices\C:"#: own, #"\??\Volume{1}"#: own, #"\DosDevices\D:"#: stick,
      #"\??\Volume{2}"#: stick, #"\??\Volume{3}"#: .binary([4]), "#{4}": .binary([5]),
    ])
    #expect(
      DriveLetters.others(in: values, systemRoot: #"C:\Windows"#)
        == [#"\??\volume{2}"#, #"\dosdevices\d:"#])
    #expect(DriveLetters.others(in: values, systemRoot: #"E:\Windows"#) == [])
    #expect(DriveLetters.others(in: RegistryValues([:]), systemRoot: "") == [])
  }

  @Test(arguments: [
    ("<a><Password><Value>x</Value><PlainText>true</PlainText></Password></a>", true),
    ("<a><AdministratorPassword><Value>QQ==</Value></AdministratorPassword></a>", true),
    ("<a><Credentials><Password>x</Password></Credentials></a>", true),
    ("<a><Password><Value>*SENSITIVE*DATA*DELETED*</Value></Password></a>", false),
    ("<a><AdministratorPassword>*SENSITIVE*DATA*DELETED*</AdministratorPassword></a>", false),
    ("<a><Password><Value/></Password></a>", false), ("<a/>", false),
    ("<a><Password>", true), ("no markup", false), ("", false),
  ]) func passwordsAreFound(text: String, has: Bool) {
    #expect(AnswerFileSecrets.areIn(Array(text.utf8)) == has)
    let wide = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    #expect(AnswerFileSecrets.areIn(wide) == has)
  }
}
