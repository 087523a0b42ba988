import BuildFoundation
import Recipes
import SystemPackage
import Testing
import WindowsSetup

@Suite struct WindowsBaseTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    for name in ["windows.iso", "virtio-win.iso"] { try folder.write(name) }
  }

  private func report(_ base: String) -> RecipeReport {
    check(
      """
      version: 1
      name: web
      secrets: {admin: {environment: ADMIN}}
      base:
        windows: \(base)
      """, folder: folder.path)
  }

  private func base(_ text: String) throws -> WindowsBase {
    let report = report(text)
    let recipe = try #require(report.recipe, "\(summary(report))")
    guard case .windows(let base) = recipe.base.value else {
      throw BuildError(.defect, "it is another base")
    }
    return base
  }

  @Test func littleHasToBeSaid() throws {
    let base = try base("{iso: windows.iso, virtio: virtio-win.iso}")
    #expect(base.edition == nil && !base.isCompatible && base.timeout == .seconds(14_400))
    #expect(base.answers == WindowsBase.Answers())
    let options = try base.answers.options(
      version: .server2022, firmware: .uefi, image: .index(1)
    ) { $0 }
    #expect(options.administratorPassword.text.count == 24)
    #expect(options.timeZone == "UTC" && options.hasFirewall && !options.allowsRemoteDesktop)
  }

  @Test func everythingCanBeSaid() throws {
    let base = try base(
      """
      {iso: windows.iso, edition: 2, compat: true, password: "${secret.admin}", \
      product-key: AAAAA-BBBBB-CCCCC-DDDDD-EEEE1, language: de-DE, keyboard: "0407:00000407", \
      timezone: Europe/Berlin, computer-name: web, owner: We, organization: Us, \
      remote-desktop: true, firewall: false, recovery: 700 MiB, guest-agent: false, \
      commands: [dir, ver], timeout: 1h, \
      answer-file: {oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/ProtectYourPC: "1"}}
      """)
    #expect(base.virtio == nil && base.isCompatible && base.edition?.value == "2")
    #expect(base.answers.commands == ["dir", "ver"] && !base.answers.installsGuestAgent)
    #expect(base.timeout == .seconds(3600))
    let options = try base.answers.options(
      version: .server2022, firmware: .uefi, image: .index(1)
    ) { $0.replacing("${secret.admin}", with: "hunter2") }
    #expect(options.administratorPassword.text == "hunter2")
    #expect(options.productKey == "AAAAA-BBBBB-CCCCC-DDDDD-EEEE1")
    // Without a word of their own they follow the language.
    #expect(options.language == "de-DE" && options.locale == "de-DE")
    #expect(options.keyboard == "0407:00000407" && options.timeZone == "W. Europe Standard Time")
    #expect(options.computerName == "web" && options.owner == "We" && options.organization == "Us")
    #expect(options.allowsRemoteDesktop && !options.hasFirewall)
    #expect(options.disk.recoverySize == 700)
    #expect(options.overrides.map(\.elements) == [["OOBE", "ProtectYourPC"]])
  }

  @Test(arguments: [
    ("{virtio: virtio-win.iso}", ["5:12: `windows` needs the key `iso`"]),
    (
      "{iso: windows.iso}",
      [
        "5:12: Setup would find neither its disk nor a network card, which are virtio",
        "hint: name the disc of virtio-win as `virtio`, or write `compat: true`",
      ]
    ),
    (
      "{iso: windows.iso, compat: true, timezone: Europe/Berln}",
      ["5:12: Windows has no time zone Europe/Berln", "hint: did you mean Europe/Berlin?"]
    ),
    (
      "{iso: windows.iso, compat: true, computer-name: a-name-that-is-too-long}",
      [
        "5:12: writing the answer file: the computer name a-name-that-is-too-long has more than 15 bytes"
      ]
    ),
    (
      "{iso: windows.iso, compat: true, product-key: KEY}",
      [
        "5:12: writing the answer file: the product key is not five groups of five letters and digits",
        "hint: leave it out for evaluation and volume media",
      ]
    ),
    (
      "{iso: windows.iso, compat: true, password: hunter22}",
      [
        "5:55: warning: `password` looks like a secret in plain text",
        "hint: declare it under `secrets`, or create it when the machine first boots",
      ]
    ),
    (
      "{iso: windows.iso, compat: true, commands: [\"echo ü\"]}",
      ["5:56: a command must be one line of ASCII, at most 8000 characters, not `echo ü`"]
    ),
    (
      "{iso: windows.iso, compat: true, answer-file: {oobe/A/B: c}}",
      [
        "5:12: writing the answer file: the setting oobe/A/B is in the pass oobe, which there is not"
      ]
    ),
    (
      "{iso: windows.iso, compat: true, autounattend: x}",
      [
        "5:45: unknown key `autounattend` in `windows`",
        "hint: a file of your own is given by `installer: {iso: …, autounattend: …}`",
      ]
    ),
    (
      "{iso: windows.iso, compat: true, edition: \"${secret.admin}\"}",
      ["5:55: a secret cannot stand here: the value would be kept in the clear"]
    ),
  ])
  func faultsAreReportedAtTheirPlace(base: String, expected: [String]) {
    let found = summary(report(base))
    #expect(expected.allSatisfy { found.contains($0) }, "\(found)")
  }
}
