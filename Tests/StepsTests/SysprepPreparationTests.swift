import BuildFoundation
import Pipeline
import Recipes
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

/// What `sysprep` finds on a disk, and leaves there.
@Suite struct SysprepPreparationTests {
  private static let logon = RegistryKey(#"Microsoft\Windows NT\CurrentVersion\Winlogon"#)

  private func disk(
    type: String = "Server", build: String = "20348", files: [String: [UInt8]] = [:],
    software: [RegistryKey: [String: RegistryData]] = [:],
    system: [RegistryKey: [String: RegistryData]] = [:]
  ) -> MemoryWindows {
    MemoryWindows(
      files: files.merging([RegistryHive.system.path: []]) { $1 },
      registry: [
        .system: [
          "Select": ["Current": .number(1)], "DriverDatabase": [:],
          #"ControlSet001\Control\Nls\Language"#: ["InstallLanguage": .string("0407")],
        ].merging(system) { $1 },
        .software: [
          #"Microsoft\Windows NT\CurrentVersion"#: [
            "CurrentBuild": .string(build), "InstallationType": .string(type),
          ],
          #"Microsoft\Windows\CurrentVersion\Setup\State"#: [
            "ImageState": .string("IMAGE_STATE_COMPLETE")
          ],
        ].merging(software) { $1 },
      ])
  }

  private static let password = SecretText(located("Passw0rd!"))

  private func warnings(_ events: EventRecorder) -> [String] {
    events.events.compactMap { event in
      if case .notice(.warning, let message) = event.kind { message } else { nil }
    }
  }

  private func answerFile(_ disk: MemoryWindows) -> String {
    String(
      decoding: disk.files["/windows/imgbuild/first-boot/unattend.xml"] ?? [], as: UTF8.self)
  }

  @Test func aServerGetsAnAnswerFileInItsOwnLanguage() async throws {
    let disk = disk()
    let events = try await apply(
      .sysprep(SysprepStep(timeZone: "Tokyo Standard Time", administratorPassword: Self.password)),
      to: RecordingGuest(windows: disk))
    let text = answerFile(disk)
    for part in [
      "<UILanguage>de-DE</UILanguage>", "<UserLocale>de-DE</UserLocale>",
      "<InputLocale>de-DE</InputLocale>", "<TimeZone>Tokyo Standard Time</TimeZone>",
      "<HideLocalAccountScreen>true", "<PlainText>false</PlainText>",
      AnswerFilePassword("Passw0rd!").hidden(in: "AdministratorPassword"),
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(!text.contains("Passw0rd!") && !text.contains("SkipMachineOOBE"))
    let plan = try #require(try await FirstBootPlan(on: disk))
    #expect(plan.generalizes && plan.isServer == true)
    #expect(plan.titles == ["generalize it with sysprep"])
    #expect(plan.answers.administratorPassword == AnswerFilePassword("Passw0rd!"))
    // The whole of it may be read by whoever has the disk.
    #expect(warnings(events).count == 1 && warnings(events)[0].contains("can be read on the disk"))
    #expect(disk.files["/windows/imgbuild/first-boot/sysprep-check.ps1"] != nil)
  }

  @Test func whatNobodyAnswersForIsRefused() async throws {
    let plain = StepAction.sysprep(SysprepStep())
    for (disk, step, message) in [
      (disk(), plain, "asks for a password"),
      (
        disk(type: "Client"), .sysprep(SysprepStep(administratorPassword: Self.password)),
        "asks for an account"
      ),
      (
        disk(build: "7601"), .sysprep(SysprepStep(administratorPassword: Self.password)),
        "is older (build 7601)"
      ),
      (
        disk(), .sysprep(SysprepStep(administratorPassword: SecretText(located("a\u{1}")))),
        "control characters"
      ),
    ] {
      let error = await #expect(throws: BuildError.self) {
        try await apply(step, to: RecordingGuest(windows: disk))
      }
      #expect(error?.code == .recipe && error?.message.contains(message) == true, "\(message)")
      #expect(disk.files.count == 1)
    }
  }

  @Test func aCloudbaseInitThatIsThereAnswersForInstances() async throws {
    let path = "/Program Files/Cloudbase Solutions/Cloudbase-Init/conf/cloudbase-init-unattend.conf"
    let disk = disk(type: "Client", files: [path: []])
    let events = try await apply(
      .sysprep(SysprepStep(keyboard: "0407:00000407")), to: RecordingGuest(windows: disk))
    let text = answerFile(disk)
    #expect(text.contains("cloudbase-init-unattend.conf") && text.contains("<SkipMachineOOBE>true"))
    #expect(text.contains("<InputLocale>0407:00000407</InputLocale>"))
    #expect(!text.contains("UILanguage") && !text.contains("TimeZone"))
    #expect(warnings(events).isEmpty)
  }

  @Test func anAutomaticLogonIsTakenOut() async throws {
    let disk = disk(software: [
      Self.logon: [
        "AutoAdminLogon": .string("1"), "DefaultUserName": .string("vagrant"),
        "DefaultPassword": .string("vagrant"), "AutoLogonCount": .number(7),
        "Shell": .string("explorer.exe"),
      ]
    ])
    let step = StepAction.sysprep(SysprepStep(administratorPassword: Self.password))
    let events = try await apply(step, to: RecordingGuest(windows: disk))
    #expect(
      warnings(events).contains {
        $0.contains("logged on by itself as vagrant") && !$0.contains("password vagrant")
      })
    let values = try await disk.values(of: Self.logon, in: .software)
    #expect(values?.names == ["autoadminlogon", "defaultusername", "shell"])
    #expect(values?["AutoAdminLogon"] == .string("0"))
    let again = try await apply(step, to: RecordingGuest(windows: disk))
    #expect(!warnings(again).contains { $0.contains("logged on") })
  }

  @Test func pendingRestartsAndForgottenPasswordsAreTold() async throws {
    let current = RegistryKey(#"Microsoft\Windows\CurrentVersion"#)
    func file(_ value: String) -> [UInt8] {
      Array(
        """
        <unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="oobeSystem">
        <component name="Microsoft-Windows-Shell-Setup"><AutoLogon><Password><Value>\(value)</Value>
        </Password></AutoLogon></component></settings></unattend>
        """.utf8)
    }
    let disk = disk(
      files: [
        "/Windows/Panther/unattend.xml": file("*SENSITIVE*DATA*DELETED*"),
        "/Windows/System32/Sysprep/unattend.xml": file("UABhAHMAcwB3ADAAcgBkAA=="),
        "/unattend.xml": Array("no XML".utf8), "/Autounattend.xml": file("plain"),
      ],
      software: [
        current.appending(#"Component Based Servicing\RebootPending"#): [:],
        current.appending(#"WindowsUpdate\Auto Update\RebootRequired"#): [:],
      ],
      system: [
        #"ControlSet001\Control\Session Manager"#: [
          "PendingFileRenameOperations": .multiString([#"\??\C:\a"#, ""])
        ]
      ])
    let events = try await apply(
      .sysprep(SysprepStep(administratorPassword: Self.password)),
      to: RecordingGuest(windows: disk))
    let found = warnings(events)
    #expect(found.count == 6, "\(found)")
    for part in [
      "PendingFileRenameOperations", "changes of components", "changes of Windows Update",
      "file /Windows/System32/Sysprep/unattend.xml has passwords",
      "/autounattend.xml has passwords",
      "can be read on the disk",
    ] {
      #expect(found.contains { $0.contains(part) }, "\(part)")
    }
  }
}
