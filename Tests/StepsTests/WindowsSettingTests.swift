import BuildFoundation
import Pipeline
import Recipes
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

/// What steps tell a Windows, in its registry at once and in what its first boot does.
@Suite struct WindowsSettingTests {
  private func disk(type: String = "Server") -> MemoryWindows {
    MemoryWindows(
      files: [RegistryHive.system.path: []],
      registry: [
        .system: ["Select": ["Current": .number(2)], "DriverDatabase": [:]],
        .software: [
          #"Microsoft\Windows NT\CurrentVersion"#: [
            "CurrentBuild": .string("20348"), "InstallationType": .string(type),
          ],
          #"Microsoft\Windows\CurrentVersion\Setup\State"#: [
            "ImageState": .string("IMAGE_STATE_COMPLETE")
          ],
        ],
      ])
  }

  private func plan(_ actions: [StepAction], _ disk: MemoryWindows) async throws -> FirstBootPlan {
    for action in actions { try await apply(action, to: RecordingGuest(windows: disk)) }
    return try #require(try await FirstBootPlan(on: disk))
  }

  private func warnings(_ events: EventRecorder) -> [String] {
    events.events.compactMap { event in
      if case .notice(.warning, let message) = event.kind { message } else { nil }
    }
  }

  /// The words of recipes are those for Linux.
  @Test func whatLinuxHasTooIsSetAtTheFirstBoot() async throws {
    let disk = disk()
    let guest = RecordingGuest(windows: disk)
    for action in [
      StepAction.timezone(TimezoneStep(located("Europe/Berlin"))),
      .locale(LocaleStep(located("de_DE.UTF-8"))),
      .keyboard(KeyboardStep(layout: located("ch"), variant: "fr")),
      .hostname(HostnameStep(located("web.example.org"))),
    ] {
      try await apply(action, to: guest)
    }
    #expect(guest.commands.isEmpty)
    let settings = try #require(try await FirstBootPlan(on: disk)).settings
    #expect(settings.timeZone == "W. Europe Standard Time" && settings.locale == "de-DE")
    #expect(settings.keyboard == "100c:0000100c" && settings.computerName == "web")
  }

  @Test func aVariantThatWindowsHasNotIsTold() async throws {
    let disk = disk()
    let events = try await apply(
      .keyboard(KeyboardStep(layout: located("de"), variant: "nodeadkeys")),
      to: RecordingGuest(windows: disk))
    #expect(warnings(events).first?.contains("Windows has no variant nodeadkeys of de") == true)
    #expect(try await FirstBootPlan(on: disk)?.settings.keyboard == "0407:00000407")
  }

  private static let refused: [(StepAction, String)] = [
    (.timezone(TimezoneStep(located("Europe/Berln"))), "setting the time zone: Windows has no"),
    (.locale(LocaleStep(located("C.UTF-8"))), "setting the locale: C.UTF-8 is no locale"),
    (
      .keyboard(KeyboardStep(layout: located("jp"))),
      "setting the keyboard: no keyboard of Windows is known for jp"
    ),
    (
      .hostname(HostnameStep(located("a-name-that-is-too-long"))),
      "setting the host name: the computer name a-name-that-is-too-long has more than 15 bytes"
    ),
  ]

  @Test(arguments: refused)
  func whatWindowsHasNotIsRefused(action: StepAction, message: String) async throws {
    let disk = disk()
    let error = await #expect(throws: BuildError.self) {
      try await apply(action, to: RecordingGuest(windows: disk))
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "no error")")
    #expect(disk.files.count == 1)
  }

  @Test func remoteDesktopIsInTheRegistryAtOnce() async throws {
    let disk = disk()
    let plan = try await plan([.remoteDesktop(RemoteDesktopStep())], disk)
    #expect(plan.settings.letsRemoteDesktopIn == true)
    let server = try await disk.values(of: #"ControlSet002\Control\Terminal Server"#, in: .system)
    #expect(server?["fDenyTSConnections"] == .number(0))
    let station = try await disk.values(
      of: #"ControlSet002\Control\Terminal Server\WinStations\RDP-Tcp"#, in: .system)
    #expect(station?["UserAuthentication"] == .number(1))
    let second = try await self.plan(
      [.remoteDesktop(RemoteDesktopStep(isLetIn: false, authenticates: false))], disk)
    #expect(second.settings.letsRemoteDesktopIn == false)
    let closed = try await disk.values(of: #"ControlSet002\Control\Terminal Server"#, in: .system)
    #expect(closed?["fDenyTSConnections"] == .number(1))
  }

  @Test func theFirewallIsOffInTheRegistryAndOpensPortsLater() async throws {
    let disk = disk()
    try await apply(
      .firewall(FirewallStep(profiles: [.private: false, .public: true])),
      to: RecordingGuest(windows: disk))
    // Nothing waits for the first boot.
    #expect(try await FirstBootPlan(on: disk) == nil)
    let policy = RegistryKey(#"ControlSet002\Services\SharedAccess\Parameters\FirewallPolicy"#)
    for (profile, value) in [("StandardProfile", 0), ("PublicProfile", 1)] {
      let values = try await disk.values(of: policy.appending(profile), in: .system)
      #expect(values?["EnableFirewall"] == .number(UInt32(value)))
    }
    #expect(try await disk.values(of: policy.appending("DomainProfile"), in: .system) == nil)
    let port = try #require(FirewallPort("443"))
    let step = StepAction.firewall(FirewallStep(open: [port]))
    #expect(try await plan([step, step], disk).settings.openPorts == [port])
  }

  @Test func theLastWordAboutAFeatureCounts() async throws {
    let plan = try await plan(
      [
        .features(FeaturesStep(install: ["A", "B"], roles: ["Web-Server"])),
        .features(FeaturesStep(install: ["C"], remove: ["a"], roles: ["Web-Server", "DNS"])),
        .updates(UpdatesStep()),
      ], disk())
    #expect(plan.features.map(\.name) == ["B", "a", "C"])
    #expect(plan.features.map(\.isWanted) == [true, false, true])
    #expect(plan.roles == ["Web-Server", "DNS"] && plan.updates == .init())
    let error = await #expect(throws: BuildError.self) {
      try await self.plan([.features(FeaturesStep(roles: ["DNS"]))], disk(type: "Client"))
    }
    #expect(error?.message.contains("roles are a server's") == true)
  }

  /// Whichever comes first: generalizing would reset what was set.
  @Test(arguments: [true, false])
  func whatIsSetIsInSysprepsAnswerFile(sysprepIsFirst: Bool) async throws {
    let disk = disk()
    let password = SecretText(located("Passw0rd!"))
    let sysprep = StepAction.sysprep(SysprepStep(administratorPassword: password))
    let zone = StepAction.timezone(TimezoneStep(located("Asia/Tokyo")))
    let keyboard = StepAction.keyboard(KeyboardStep(layout: located("us")))
    _ = try await plan(
      sysprepIsFirst ? [sysprep, zone, keyboard] : [zone, keyboard, sysprep], disk)
    let text = String(
      decoding: disk.files["/windows/imgbuild/first-boot/unattend.xml"] ?? [], as: UTF8.self)
    for part in [
      "<TimeZone>Tokyo Standard Time<", "<InputLocale>0409:00000409<", "<UserLocale>en-US<",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test func aProductKeyIsToldToBeOnTheDisk() async throws {
    let disk = disk()
    let key = "VDYBN-27WPP-V4HQT-9VMD4-VMK7H"
    let events = try await apply(
      .productKey(ProductKeyStep(SecretText(located(key)))), to: RecordingGuest(windows: disk))
    #expect(
      warnings(events) == [
        "the product key can be read on the disk until the first boot is over"
      ])
    #expect(try await FirstBootPlan(on: disk)?.settings.productKey == key)
    let wrong = StepAction.productKey(ProductKeyStep(SecretText(located("${secret.none}"))))
    let error = await #expect(throws: BuildError.self) {
      try await apply(wrong, to: RecordingGuest(windows: disk))
    }
    #expect(
      error?.message
        == "preparing the product key: the value is not five groups of five letters and digits")
  }
}
