import BuildFoundation
import Testing

@testable import WindowsSetup

@Suite struct AnswerFileOverrideTests {
  private func file(_ settings: [String: String]) throws -> ParsedAnswerFile {
    var options = AnswerFileOptions.plain(.server2022, .uefi)
    options.overrides = try settings.map { try AnswerFileOverride(path: $0.key, value: $0.value) }
    return try ParsedAnswerFile(AnswerFile(options).text)
  }

  @Test func aSettingIsChangedAddedOrGetsAPassOfItsOwn() throws {
    let file = try file([
      "oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/ProtectYourPC": "1",
      "oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/HideEULAPage": "false",
      "specialize/Microsoft-Windows-Shell-Setup/BluetoothTaskbarIconEnabled": "false",
      "generalize/Microsoft-Windows-PnpSysprep/DoNotCleanUpNonPresentDevices": "<true>",
    ])
    let shell = "Shell-Setup"
    #expect(try file.value("oobeSystem", shell, "OOBE/ProtectYourPC") == "1")
    #expect(try file.value("oobeSystem", shell, "OOBE/HideEULAPage") == "false")
    #expect(try file.value("specialize", shell, "BluetoothTaskbarIconEnabled") == "false")
    #expect(
      try file.value("generalize", "PnpSysprep", "DoNotCleanUpNonPresentDevices") == "<true>")
    // What is beside it stays.
    #expect(try file.value("specialize", shell, "TimeZone") == "UTC")
    #expect(
      try file.passes == ["windowsPE", "generalize", "specialize", "oobeSystem"])
  }

  @Test(arguments: [
    ("oobeSystem/Shell", "is no path of a setting"),
    ("oobeSystem//OOBE", "is no path of a setting"),
    ("oobeSystem/A/b c", "is no path of a setting"),
    ("oobesystem/A/b", "is in the pass oobesystem, which there is not"),
  ])
  func whatIsNoSettingIsRefused(path: String, reason: String) {
    let error = #expect(throws: BuildError.self) {
      try AnswerFileOverride(path: path, value: "")
    }
    #expect(error?.message == "writing the answer file: the setting \(path) \(reason)")
    #expect(error?.hint != nil)
  }

  @Test func randomPasswordsAreWhatWindowsAsksFor() {
    let passwords = (0..<50).map { _ in AnswerFilePassword.random().text }
    #expect(Set(passwords).count == 50)
    for password in passwords {
      #expect(password.count == 24)
      for kind in [/[a-z]/, /[A-Z]/, /[0-9]/, /[-_.+]/] { #expect(password.contains(kind)) }
    }
  }
}
