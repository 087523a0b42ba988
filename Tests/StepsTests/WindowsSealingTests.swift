import BuildFoundation
import Foundation
import Pipeline
import Recipes
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

@Suite struct WindowsSealingTests {
  private static let complete = "IMAGE_STATE_COMPLETE"
  private static let generalized = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"
  private static let password = "<a><Password><Value>x</Value></Password></a>"

  /// A file for each item, with the item's name; what stays is nobody's.
  private static let files = [
    "/pagefile.sys": "page-files", "/hiberfil.sys": "page-files", "/swapfile.sys": "page-files",
    "/ProgramData/ssh/ssh_host_rsa_key": "ssh-host-keys",
    "/ProgramData/ssh/ssh_host_rsa_key.pub": "ssh-host-keys",
    "/ProgramData/ssh/sshd_config": "",
    "/Windows/Panther/unattend.xml": "answer-files",
    "/Windows/Panther/unattend-original.xml": "answer-files",
    "/Windows/Panther/Unattend/Unattend.xml": "answer-files",
    "/Windows/System32/Sysprep/unattend.xml": "answer-files",
    "/Autounattend.xml": "answer-files", "/unattend.xml": "answer-files",
    "/Windows/System32/Sysprep/ActionFiles/Generalize.xml": "",
    "/Windows/Panther/actionqueue/specialize.uaq": "",
    "/Users/a/AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt":
      "shell-histories",
    "/Users/a/AppData/Roaming/Microsoft/Windows/Recent/secret.docx.lnk": "shell-histories",
    "/Windows/SoftwareDistribution/Download/ab/x.cab": "package-caches",
    "/Windows/SoftwareDistribution/DataStore/DataStore.edb": "package-caches",
    "/Windows/SoftwareDistribution/DataStore/Logs/edb.log": "package-caches",
    "/Windows/SoftwareDistribution/ReportingEvents.log": "",
    "/Windows/MEMORY.DMP": "crash-reports", "/Windows/Minidump/1.dmp": "crash-reports",
    "/ProgramData/Microsoft/Windows/WER/ReportQueue/AppCrash_x/Report.wer": "crash-reports",
    "/Users/a/AppData/Local/CrashDumps/x.dmp": "crash-reports",
    "/Users/a/AppData/Local/Microsoft/Windows/WER/ReportArchive/x/Report.wer": "crash-reports",
    "/Windows/System32/winevt/Logs/System.evtx": "logs", "/Windows/Logs/CBS/CBS.log": "logs",
    "/Windows/Logs/DISM/dism.log": "logs", "/Windows/WindowsUpdate.log": "logs",
    "/Windows/INF/setupapi.dev.log": "logs", "/Windows/INF/oem1.inf": "",
    "/Windows/Panther/setupact.log": "logs", "/Windows/Panther/UnattendGC/setupact.log": "logs",
    "/Windows/System32/Sysprep/Panther/setuperr.log": "logs",
    "/Program Files/Cloudbase Solutions/Cloudbase-Init/log/cloudbase-init.log": "logs",
    "/Program Files/Cloudbase Solutions/Cloudbase-Init/conf/Unattend.xml": "",
    "/Windows/Temp/x/y": "temporary-files", "/$Recycle.Bin/S-1-5-21/$R1.txt": "temporary-files",
    "/Windows/Prefetch/CMD.EXE-1.pf": "temporary-files",
    "/Users/a/AppData/Local/Temp/x": "temporary-files",
    "/Windows/ServiceProfiles/LocalService/AppData/Local/Temp/x": "temporary-files",
    "/Users/a/AppData/Local/Microsoft/Windows/Explorer/thumbcache_32.db": "temporary-files",
    "/Users/a/Documents/Temp/x": "", "/Windows/System32/config/SYSTEM": "",
    "/Windows/imgbuild/first-boot.log": "",
  ]

  private static func disk(
    state: String?, plan: String? = nil, refusal: BuildError? = nil
  ) -> MemoryWindows {
    var files = files.mapValues { _ in Array(password.utf8) }
    if let plan { files["/Windows/imgbuild/first-boot/plan.json"] = Array(plan.utf8) }
    return MemoryWindows(
      files: files,
      registry: [
        .software: [
          #"Microsoft\Windows NT\CurrentVersion"#: ["SystemRoot": .string(#"C:\Windows"#)],
          #"Microsoft\Windows\CurrentVersion\Setup\State"#: state.map {
            ["ImageState": .string($0)]
          } ?? [:],
        ],
        .system: [
          DriveLetters.key: [
            #"\DosDevices\C:"#: .binary([1]), #"\DosDevices\E:"#: .binary([2]),
            #"\??\Volume{2}"#: .binary([2]),
          ]
        ],
      ], refusal: refusal)
  }

  /// Seals, and gives the warnings.
  private func seal(_ disk: MemoryWindows, keep: [String] = []) async throws -> [String] {
    let events = EventRecorder()
    try await Sealing(SealSettings(keep: keep.map { located($0) })).apply(
      to: RecordingGuest(windows: disk), report: StepReport("seal", to: events))
    return events.events.compactMap {
      if case .notice(.warning, let message) = $0.kind { message } else { nil }
    }
  }

  private func left(_ disk: MemoryWindows) -> Set<String> { Set(disk.files.keys) }

  private func stays(_ items: Set<String>) -> Set<String> {
    Set(
      Self.files.filter { $0.value.isEmpty || items.contains($0.value) }.keys.map {
        $0.lowercased()
      })
  }

  @Test func debrisGoesAndNothingElse() async throws {
    let disk = Self.disk(state: Self.complete)
    let warnings = try await seal(disk)
    #expect(left(disk) == stays([]))
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("not generalized with sysprep (IMAGE_STATE_COMPLETE)") == true)
    let mounted = try await disk.values(of: DriveLetters.key, in: .system)
    #expect(mounted?.names == [#"\dosdevices\c:"#])
  }

  /// A generalized Windows reads its answer file at its next start.
  @Test(arguments: [generalized, "IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE", nil])
  func answerFilesStayWhileWindowsIsSetUp(state: String?) async throws {
    let disk = Self.disk(state: state)
    let warnings = try await seal(disk)
    #expect(left(disk) == stays(["answer-files"]))
    #expect(warnings.count { $0.contains(" has a password in it") } == 6)
    let mounted = try await disk.values(of: DriveLetters.key, in: .system)
    #expect(mounted?.names.count == (state == Self.generalized ? 3 : 1))
  }

  /// So does sysprep, which the first boot runs.
  @Test func answerFilesStayWhereTheFirstBootGeneralizes() async throws {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    plan.generalizes = true
    let text = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    let disk = Self.disk(state: Self.complete, plan: text)
    _ = try await seal(disk)
    #expect(
      left(disk) == stays(["answer-files"]).union(["/windows/imgbuild/first-boot/plan.json"]))
  }

  @Test(arguments: WindowsSealItem.all.map(\.name)) func whatARecipeKeepsStays(item: String)
    async throws
  {
    let disk = Self.disk(state: Self.complete)
    _ = try await seal(disk, keep: [item])
    #expect(left(disk) == stays([item]))
    let mounted = try await disk.values(of: DriveLetters.key, in: .system)
    #expect(mounted?.names.count == (item == "drive-letters" ? 3 : 1))
  }

  @Test func aDiskThatMustNotBeChangedIsNot() async throws {
    let disk = Self.disk(
      state: Self.complete, refusal: BuildError(.buildFailed, "it hibernates"))
    await #expect(throws: BuildError.self) { try await seal(disk) }
    #expect(left(disk).count == Self.files.count)
  }

  @Test func eachItemHasANameAndRecipesMayKeepIt() {
    let names = WindowsSealItem.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSubset(of: SealItem.names))
    #expect(Set(SealItem.names).count == SealItem.names.count)
  }
}
