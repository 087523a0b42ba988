import BuildFoundation
import TestSupport
import Testing

@testable import WindowsSetup

@Suite struct AnswerFileLinterTests {
  private let good: String

  init() throws {
    let text = try AnswerFile(.full(.server2022, .uefi)).text
    good = text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }

  private func findings(
    _ text: String, firmware: SetupFirmware? = .uefi
  ) -> [AnswerFileFinding] {
    AnswerFileLinter(firmware: firmware, architecture: .amd64).findings(in: Array(text.utf8))
  }

  @Test(arguments: LintExample.all) func aFaultIsFoundAtItsPlace(example: LintExample) throws {
    var example = example
    var text = good
    let range = try #require(text.firstRange(of: example.good))
    text.replaceSubrange(range, with: example.bad)
    text = Self.closed(text)
    if example.rule == .unreadable {
      #expect(findings(String(repeating: " ", count: 1 << 20) + text).map(\.rule) == [.unreadable])
      return
    }
    let found = findings(text, firmware: example.firmware)
    let matching = try #require(
      found.first { $0.rule == example.rule && $0.severity == example.severity }, "\(found)")
    example.at = example.at.isEmpty ? "<" : example.at
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rest =
      ([lines[matching.line - 1].dropFirst(matching.column - 1)]
      + lines[matching.line...]).joined(separator: "\n")
    #expect(rest.hasPrefix(example.at), "\(matching) points to \(rest.prefix(60))")
    #expect(!matching.message.isEmpty)
  }

  /// The text with the closing tags of elements that an example has renamed in the opening one.
  private static func closed(_ text: String) -> String {
    var text = text
    for (opened, closed) in [
      ("<Pass>", "</Password>"), ("<Secret>", "</Password>"), ("<InstalTo>", "</InstallTo>"),
    ] {
      guard let start = text.firstRange(of: opened),
        let end = text[start.upperBound...].firstRange(of: closed)
      else { continue }
      text.replaceSubrange(end, with: "</" + opened.dropFirst())
    }
    return text
  }

  @Test func everyRuleHasAnExample() {
    let shown = Set(LintExample.all.map(\.rule))
    #expect(Set(AnswerFileRule.allCases).subtracting(shown) == [])
  }

  @Test func aFileForBothProcessorsIsRightUntilOneIsNamed() throws {
    let component = try #require(good.firstRange(of: "<component name='Microsoft-Windows-Security"))
    let end = try #require(good[component.upperBound...].firstRange(of: "</component>\n"))
    let copy = good[component.lowerBound..<end.upperBound].replacing("amd64", with: "x86")
    var text = good
    text.insert(contentsOf: copy, at: component.lowerBound)
    #expect(AnswerFileLinter(firmware: .uefi).findings(in: Array(text.utf8)) == [])
    #expect(findings(text).map(\.rule) == [.architecture])
  }

  @Test func whatIsNotKnownOfTheMachineIsNotHeldAgainstTheFile() throws {
    let bios = try AnswerFile(.full(.server2022, .bios)).text
    #expect(findings(bios, firmware: nil) == [])
    #expect(findings(bios, firmware: .bios) == [])
    #expect(findings(bios, firmware: .uefi).map(\.rule) == [.firmware])
    #expect(findings(good, firmware: .bios).map(\.rule) == [.firmware, .firmware])
  }

  @Test func anEmptyNameOrAnAsteriskIsMadeUpByWindows() throws {
    for name in ["", "*"] {
      let text = good.replacing("<ComputerName>build-1", with: "<ComputerName>\(name)")
      #expect(findings(text) == [])
    }
  }

  @Test func aTimeZoneMayBeWithoutDaylightSavingTime() {
    for name in ["W. Europe Standard Time", "W. Europe Standard Time_dstoff"] {
      #expect(findings(good.replacing("<TimeZone>UTC", with: "<TimeZone>\(name)")) == [])
    }
  }

  @Test func anUpgradeNeedsNoPartitionsAndNoTerms() {
    let text = """
      <unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="windowsPE">
      <component name="Microsoft-Windows-Setup" processorArchitecture="amd64"
        publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
        <UpgradeData><Upgrade>true</Upgrade><WillShowUI>Never</WillShowUI></UpgradeData>
        <UserData><ProductKey><WillShowUI>Never</WillShowUI></ProductKey></UserData>
      </component></settings></unattend>
      """
    #expect(findings(text) == [])
  }

  @Test func findingsAreToldInTheOrderOfTheFileAndNotWithoutEnd() {
    let items = (0..<5000).map {
      "<RunSynchronousCommand><Order>\($0)</Order></RunSynchronousCommand>"
    }
    let text = """
      <unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize">
      <component name="Microsoft-Windows-Deployment" processorArchitecture="amd64"
        publicKeyToken="31bf3856ad364e35" language="neutral"><RunSynchronous>
      \(items.joined(separator: "\n"))
      </RunSynchronous></component></settings></unattend>
      """
    let found = findings(text)
    #expect(found.count == AnswerFileLinter.mostFindings)
    #expect(found.map(\.line) == found.map(\.line).sorted())
  }

  @Test func aFindingCannotCommandTheTerminal() throws {
    let text = good.replacing("pass='oobeSystem'", with: "pass='oobe\u{9B}31mSystem'")
    let finding = try #require(findings(text).first { $0.rule == .unknownPass })
    let lines = finding.rendered(file: "a\u{1B}[1m.xml")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("a [1m.xml:"))
    #expect(lines[0].hasSuffix("[unknown-pass]"))
    for line in lines {
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B })
    }
  }
}
