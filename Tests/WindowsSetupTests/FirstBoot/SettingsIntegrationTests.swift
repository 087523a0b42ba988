import Foundation
import TestSupport
import Testing

@testable import WindowsSetup

/// First boots that set up Windows, its features and its updates, in Wine.
///
/// Windows' own programs and PowerShell are stand-ins: what is shown is that they are called, in which order, and
/// what becomes of their statuses.
@Suite(
  .serialized, .timeLimit(.minutes(3)), .needs("wine", "wixl", "clang", "lld-link"), WithWine())
struct SettingsIntegrationTests {
  private let bed: WineBed

  init() throws {
    bed = try #require(WineBed.current)
    try bed.clear()
  }

  private var log: String { bed.read("windows/imgbuild/first-boot.log") ?? "" }

  /// The calls, without what all of PowerShell's have.
  private var calls: [String] {
    bed.calls.map {
      $0.replacing(
        #"WindowsPowerShell\v1.0\powershell.exe -NoLogo -NoProfile -NonInteractive "#
          + #"-ExecutionPolicy Bypass -File C:\windows\imgbuild\first-boot\"#, with: "run ")
    }
  }

  private func plan() -> FirstBootPlan {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    plan.isServer = true
    return plan
  }

  @Test func setsAllInOrder() async throws {
    var plan = plan()
    plan.settings.computerName = "WEB"
    plan.settings.timeZone = "W. Europe Standard Time"
    plan.settings.locale = "de-DE"
    plan.settings.keyboard = "0407:00000407"
    plan.settings.letsRemoteDesktopIn = true
    plan.settings.openPorts = ["443", "53/udp"].compactMap { FirewallPort($0) }
    plan.settings.productKey = "VDYBN-27WPP-V4HQT-9VMD4-VMK7H"
    plan.features = [.init("SMB1Protocol", isWanted: false), .init("Telnet", isWanted: true)]
    plan.roles = ["Web-Server"]
    plan.updates = .init()
    plan.scripts = [.init("last", .powershell, text: "exit 0\n")]
    try bed.apply(plan.changes())
    // The control panel changes the registry when it is called.
    let key = #"reg add "HKU\.DEFAULT\"#
    try bed.standIn(
      ("control.exe", key + #"Control Panel\International" /v LocaleName /d de-DE /f >nul"#),
      ("control.exe", key + #"Keyboard Layout\Preload" /v 1 /d 00000407 /f >nul"#),
      ("Telnet", "exit 3010"))
    #expect(try await bed.boot() == 0)
    let rule = "netsh.exe advfirewall firewall add rule name="
    #expect(
      calls == [
        "run computer-name.ps1",
        "tzutil.exe /s W. Europe Standard Time",
        #"control.exe intl.cpl,,/f:C:\windows\imgbuild\first-boot\region.xml"#,
        "netsh.exe advfirewall firewall set rule group=@FirewallAPI.dll,-28752 new enable=yes",
        "\(rule)TCP 443 dir=in action=allow protocol=TCP localport=443",
        "\(rule)UDP 53 dir=in action=allow protocol=UDP localport=53",
        "cscript.exe //nologo //b slmgr.vbs /ipk VDYBN-27WPP-V4HQT-9VMD4-VMK7H",
        "dism.exe /online /english /disable-feature /featurename:SMB1Protocol /norestart",
        "dism.exe /online /english /enable-feature /featurename:Telnet /all /norestart",
        "run roles.ps1", "run updates.ps1", "run script-1.ps1",
        // For the feature, when all is done.
        "shutdown.exe /r /t 5",
      ], "\(log)")
    #expect(log.contains("step 9 of 12: feature Telnet: ok, status 3010"), "\(log)")
    #expect(!log.contains("VDYBN"))
    #expect(bed.isRemoved)
  }

  @Test func aLocaleThatIsNotTakenIsAFailure() async throws {
    var plan = plan()
    plan.attempts = 1
    plan.settings.locale = "fr-FR"
    try bed.apply(plan.changes())
    // A minute of waiting goes by faster.
    let script = try #require(bed.read("windows/imgbuild/first-boot/run.cmd"))
    try bed.write("windows/imgbuild/first-boot/run.cmd", script.replacing("lss 20", with: "lss 2"))
    try bed.standIn()
    #expect(try await bed.boot() == 1)
    #expect(log.contains("gave up at step 1, locale and keyboard"), "\(log)")
  }

  @Test func updatesRestartAndGoOnWithoutCountingAsAttempts() async throws {
    var plan = plan()
    plan.attempts = 1
    plan.updates = .init()
    plan.scripts = [.init("last", .cmd, text: "@echo last\n")]
    try bed.apply(plan.changes())
    // Two rounds want a restart, the third is the last.
    try bed.standIn(
      (
        "updates.ps1",
        #"if not exist C:\windows\imgbuild\first-boot\state\1-round-2 exit 3010"#
      ))
    for _ in 1...2 {
      #expect(try await bed.boot() == 0)
      #expect(calls.suffix(2) == ["run updates.ps1", "shutdown.exe /r /t 5"])
      #expect(!log.contains("last"))
    }
    #expect(try await bed.boot() == 0)
    #expect(calls.last == "run updates.ps1")
    #expect(log.contains("step 1 of 2: updates: ok"), "\(log)")
    #expect(log.contains("script last: ok"), "\(log)")
    #expect(log.components(separatedBy: "attempt 1 of 1").count == 4)
    #expect(bed.isRemoved)
  }

  @Test func updatesThatNeverEndAreLeftAtTheLimit() async throws {
    var plan = plan()
    plan.updates = .init()
    plan.updates?.restarts = 1
    try bed.apply(plan.changes())
    try bed.standIn(("updates.ps1", "exit 3010"))
    #expect(try await bed.boot() == 0)
    #expect(try await bed.boot() == 0)
    #expect(
      try await bed.serial(until: ": done").contains(
        "step 1 of 1: updates: not done after 1 restarts, going on"))
    // The last restart is the one that the end gives.
    #expect(calls.filter { $0.hasPrefix("shutdown") }.count == 2)
    #expect(bed.isRemoved)
  }

  @Test func updatesThatFailAreTriedAgain() async throws {
    var plan = plan()
    plan.attempts = 2
    plan.updates = .init()
    try bed.apply(plan.changes())
    try bed.standIn(("updates.ps1", "exit 1"))
    #expect(try await bed.boot() == 1)
    #expect(calls.last == "shutdown.exe /r /t 5")
    #expect(try await bed.boot() == 1)
    let serial = try await bed.serial(until: "gave up")
    #expect(serial.contains("gave up at step 1, updates, after 2 attempts"))
    #expect(bed.isRemoved)
  }

  @Test func updatesWaitForTheEndOfSetup() async throws {
    var plan = plan()
    plan.carrier = .setupComplete
    plan.drivers = [.init("a.inf")]
    plan.updates = .init()
    try bed.apply(plan.changes())
    try bed.standIn()
    let boot = Task { try await bed.boot("setup") }
    let serial = try await bed.serial(until: ": done")
    #expect(serial.contains("the rest is done when Windows Setup has ended"), "\(serial)")
    try await bed.wait { bed.isRemoved }
    #expect(calls.map { String($0.prefix(7)) } == ["pnputil", "run upd"], "\(calls)")
    try await bed.end()
    _ = try await boot.value
  }
}
