import Foundation
import TestSupport
import Testing

@testable import WindowsSetup

/// First boots that end with sysprep or with the machine off, in Wine.
///
/// PowerShell and sysprep are stand-ins: what is shown is what the batch file makes of their statuses.
@Suite(
  .serialized, .timeLimit(.minutes(3)), .needs("wine", "wixl", "clang", "lld-link"), WithWine())
struct SysprepIntegrationTests {
  private static let state = #"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State"#
  /// What makes of the stand-in for sysprep one that generalizes.
  private static let sysprep = (
    "sysprep.exe",
    "reg add \(state) /v ImageState /d IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE /f >nul"
  )

  private let bed: WineBed

  init() throws {
    bed = try #require(WineBed.current)
    try bed.clear()
  }

  private var log: String { bed.read("windows/imgbuild/first-boot.log") ?? "" }

  private func forgetState() async throws {
    try await bed.wine(["reg", "delete", Self.state, "/v", "ImageState", "/f"])
  }

  private func plan(attempts: Int = 3) -> FirstBootPlan {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    plan.isServer = true
    plan.attempts = attempts
    plan.generalizes = true
    plan.answers.administratorPassword = AnswerFilePassword("a secret")
    return plan
  }

  private func cloudbaseInit(_ number: Int) async throws -> FirstBootPlan.CloudbaseInit {
    .init(
      installer: try await bed.package(
        number: number, outer: "Cloudbase Solutions", inner: "Cloudbase-Init",
        file: "cloudbase-init.conf"))
  }

  @Test func generalizesWhenTheStateOfTheImageSaysSo() async throws {
    var plan = plan()
    plan.answers = .init()
    plan.cloudbaseInit = try await cloudbaseInit(2)
    try bed.apply(plan.changes())
    try bed.standIn(Self.sysprep)
    #expect(try await bed.boot() == 0)
    #expect(try await bed.serial(until: ": done").contains("step 3 of 3: sysprep"))
    #expect(
      bed.read("windows/Setup/Scripts/SetupComplete.cmd")?
        .trimmingCharacters(in: .whitespacesAndNewlines)
        == "sc config cloudbase-init start= auto && net start cloudbase-init")
    #expect(
      bed.calls.suffix(2) == [
        #"Sysprep\sysprep.exe /generalize /oobe /quit /quiet "#
          + #"/unattend:C:\Program Files\Cloudbase Solutions\Cloudbase-Init\conf\Unattend.xml"#,
        "shutdown.exe /s /t 5",
      ], "\(bed.calls)")
    #expect(bed.isRemoved)
    try await forgetState()
  }

  @Test func generalizesWithAnAnswerFileOfItsOwn() async throws {
    try bed.apply(plan().changes())
    try bed.standIn(Self.sysprep)
    #expect(try await bed.boot() == 0)
    #expect(
      bed.calls.map {
        $0.replacing("-NoLogo -NoProfile -NonInteractive -ExecutionPolicy ", with: "")
      }
        == [
          #"WindowsPowerShell\v1.0\powershell.exe Bypass "#
            + #"-File C:\windows\imgbuild\first-boot\sysprep-check.ps1"#,
          #"Sysprep\sysprep.exe /generalize /oobe /quit /quiet "#
            + #"/unattend:C:\windows\imgbuild\first-boot\Unattend.xml"#,
          "shutdown.exe /s /t 5",
        ], "\(bed.calls)")
    // Nothing waits for Cloudbase-Init.
    #expect(!bed.exists("windows/Setup/Scripts/SetupComplete.cmd"))
    try await forgetState()
  }

  @Test func restartsOnceForAPendingRestart() async throws {
    try bed.apply(plan(attempts: 1).changes())
    try bed.standIn(
      Self.sysprep, ("sysprep-check", "exit 3010"))
    #expect(try await bed.boot() == 0)
    #expect(bed.calls.last == "shutdown.exe /r /t 5")
    #expect(log.contains("restarting for what was installed"))
    #expect(!bed.isRemoved)
    // It was no attempt, and is not done again.
    #expect(try await bed.boot() == 0)
    #expect(log.contains("attempt 1 of 1"))
    #expect(try await bed.serial(until: ": done").contains("a restart is still pending"))
    #expect(bed.calls.last == "shutdown.exe /s /t 5")
    #expect(bed.isRemoved)
    try await forgetState()
  }

  @Test func restartsForWhatWasInstalledBefore() async throws {
    var plan = plan()
    plan.scripts = [.init("wants a restart", .cmd, text: "exit 3010\n")]
    try bed.apply(plan.changes())
    try bed.standIn(Self.sysprep)
    #expect(try await bed.boot() == 0)
    #expect(bed.calls.last == "shutdown.exe /r /t 5")
    #expect(try await bed.boot() == 0)
    #expect(bed.calls.last == "shutdown.exe /s /t 5")
    try await forgetState()
  }

  @Test func givesUpWhereNoRearmIsLeft() async throws {
    try bed.apply(plan().changes())
    try bed.standIn(("sysprep-check", "exit 1001"))
    #expect(try await bed.boot() == 1)
    #expect(
      try await bed.serial(until: "gave up").contains(
        "gave up: this Windows was rearmed as often as it may be, so sysprep cannot generalize it"))
    #expect(!bed.calls.contains { $0.contains("sysprep.exe") })
    #expect(bed.isRemoved)
  }

  @Test func saysWhySysprepFailed() async throws {
    try bed.apply(plan(attempts: 1).changes())
    try bed.standIn(("sysprep.exe", "exit 87"))
    let reasons = (1...7).map { "line \($0): 50% & <more> | ^(\($0)) 0x80073cf2\r\n" }.joined()
    try bed.write("windows/system32/Sysprep/Panther/setuperr.log", reasons)
    #expect(try await bed.boot() == 1)
    let serial = try await bed.serial(until: "gave up")
    #expect(serial.contains("step 1 of 1: sysprep: failed with 87, the reason is in the log"))
    #expect(serial.contains("gave up at step 1, sysprep, after 1 attempts"))
    let said = serial.matches(of: /sysprep: (line [^\r\n]+)/).map { String($0.1) }
    #expect(
      said.map { $0.trimmingCharacters(in: .whitespaces) }
        == (3...7).map { "line \($0): 50% & <more> | ^(\($0)) 0x80073cf2" }, "\(serial)")
    #expect(serial.contains("0x80073cf2 is an app that is installed for a user"))
    #expect(log.contains("line 1: 50% &"))
    #expect(bed.isRemoved)
  }

  @Test func leavesSysprepToAServiceWithinSetup() async throws {
    var plan = plan()
    plan.carrier = .setupComplete
    try bed.apply(plan.changes())
    try bed.standIn(Self.sysprep)
    let boot = Task { try await bed.boot("setup") }
    #expect(
      try await bed.serial(until: ": done").contains(
        "the rest is done when Windows Setup has ended"))
    try await bed.wait { bed.isRemoved }
    #expect(log.contains("started by service"), "\(log)")
    #expect(bed.calls.last == "shutdown.exe /s /t 5")
    try await bed.end()
    _ = try await boot.value
    try await forgetState()
  }

  @Test(arguments: [("exit 0", 0, "done"), ("exit 4", 1, "gave up")])
  func turnsTheMachineOffHoweverItEnds(script: String, status: Int32, end: String) async throws {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    plan.attempts = 2
    plan.powersOff = true
    plan.scripts = [.init("it", .cmd, text: "\(script)\n")]
    try bed.apply(plan.changes())
    try bed.standIn()
    #expect(try await bed.boot() == status)
    if status == 1 {
      #expect(bed.calls == ["shutdown.exe /r /t 5"])
      #expect(try await bed.boot() == status)
    }
    #expect(bed.calls.last == "shutdown.exe /s /t 5")
    #expect(try await bed.serial(until: end).contains("imgbuild-first-boot: \(end)"))
    #expect(bed.isRemoved)
  }
}
