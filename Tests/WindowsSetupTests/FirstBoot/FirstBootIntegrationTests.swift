import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import WindowsSetup

/// First boots, in Wine.
@Suite(
  .serialized, .timeLimit(.minutes(2)), .needs("wine", "wixl", "clang", "lld-link"), WithWine())
struct FirstBootIntegrationTests {
  private let bed: WineBed

  init() throws {
    bed = try #require(WineBed.current)
    try bed.clear()
  }

  private var log: String { bed.read("windows/imgbuild/first-boot.log") ?? "" }

  @Test func doesAllStepsAndTakesItselfOutOfSetupComplete() async throws {
    var plan = FirstBootPlan(carrier: .setupComplete, windowsBuild: 20348)
    plan.hasSetupComplete = true
    plan.drivers = [
      .init("a.inf"), .init("code-259.inf"), .init("code-5.inf"), .init("z-code-3010.inf"),
    ]
    plan.installers = [
      .init(
        "guest agent",
        file: try await bed.package(number: 1, outer: "Other", inner: "Agent", file: "agent.txt"),
        properties: [.init("NOTE", "100% a & b")])
    ]
    plan.cloudbaseInit = .init(
      installer: try await bed.package(
        number: 2, outer: "Cloudbase Solutions", inner: "Cloudbase-Init",
        file: "cloudbase-init.conf"))
    plan.scripts = [
      .init("greet", .cmd, text: "@echo off\necho in a script\nexit 0\n"),
      .init("tolerated", .cmd, text: "exit /b 7\n", isCritical: false),
      .init("shell", .powershell, text: "exit 0\n"),
    ]
    let old = "@echo off\r\nrem somebody else's\r\n"
    try bed.write("windows/Setup/Scripts/SetupComplete.cmd", old)
    try bed.apply(plan.changes())

    #expect(try await bed.boot("setup") == 0)
    let serial = try await bed.serial(until: "imgbuild-first-boot: done,")
    let lines = serial.split(whereSeparator: \.isNewline).map {
      $0.replacing("imgbuild-first-boot: ", with: "").trimmingCharacters(in: .whitespaces)
    }
    #expect(
      lines.filter { $0.contains(/: (ok|failed)|^attempt|^done/) }
        == [
          "attempt 1 of 3, 10 steps, started by setup",
          "step 1 of 10: driver a.inf: ok",
          // Wine's cmd.exe takes 259 (STILL_ACTIVE) for 0.
          "step 2 of 10: driver code-259.inf: ok",
          "step 3 of 10: driver code-5.inf: failed with 5, going on without it",
          "step 4 of 10: driver z-code-3010.inf: ok, status 3010",
          "step 5 of 10: installer guest agent: ok",
          "step 6 of 10: installer cloudbase-init: ok",
          "step 7 of 10: configuration of Cloudbase-Init: ok",
          "step 8 of 10: script greet: ok",
          "step 9 of 10: script tolerated: failed with 7, going on without it",
          "step 10 of 10: script shell: ok",
          "done, without steps that failed and are not needed",
        ], "\(serial)")
    for line in [
      #"stand-in: "C:\windows\System32\pnputil.exe" /add-driver "#
        + #""C:\windows\Drivers\VirtIO\code-5.inf" /install"#,
      "in a script",
      #"-ExecutionPolicy Bypass -File "C:\windows\imgbuild\first-boot\script-3.ps1""#,
      "done, without steps that failed and are not needed",
    ] {
      #expect(log.contains(line), "\(log)")
    }
    #expect(bed.read("Program Files/Other/Agent/conf/agent.txt") == "from package 1\n")
    #expect(bed.exists("windows/imgbuild/msi-guest-agent.log"))
    let settings = CloudbaseInitSettings()
    let configuration = "Program Files/Cloudbase Solutions/Cloudbase-Init/conf"
    #expect(bed.read("\(configuration)/cloudbase-init.conf") == (try settings.serviceFile()))
    #expect(bed.read("\(configuration)/cloudbase-init-unattend.conf") == (try settings.setupFile()))
    #expect(
      bed.read("\(configuration)/Unattend.xml")?.contains("cloudbase-init-unattend.conf") == true)

    #expect(bed.read("windows/Setup/Scripts/SetupComplete.cmd") == old)
    #expect(!bed.exists("windows/Setup/Scripts/SetupComplete.before-imgbuild.cmd"))
    #expect(bed.isRemoved)
  }

  @Test func isStartedBySetupCompleteAfterWhatWasThere() async throws {
    var plan = FirstBootPlan(carrier: .setupComplete, windowsBuild: 20348)
    plan.hasSetupComplete = true
    plan.scripts = [.init("second", .cmd, text: "@echo second >>C:\\started\n")]
    try bed.write(
      "windows/Setup/Scripts/SetupComplete.cmd",
      "@echo off\r\necho first, %~nx0 >>C:\\started\r\nexit 9\r\n")
    try bed.apply(plan.changes())
    let setup = try await bed.wine([
      "cmd", "/d", "/c", #"C:\windows\Setup\Scripts\SetupComplete.cmd"#,
    ])
    #expect(setup.status == 0)
    #expect(
      bed.read("started")?.split(whereSeparator: \.isNewline).map {
        $0.trimmingCharacters(in: .whitespaces)
      } == ["first, SetupComplete.before-imgbuild.cmd", "second"])
    #expect(log.contains("started by setup"))
    #expect(bed.isRemoved)
  }

  @Test func triesAFailedStepAgainAndGivesUpAfterTheLastAttempt() async throws {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    plan.attempts = 2
    plan.drivers = [.init("a.inf")]
    plan.installers = [.init("gone", file: .host(try bed.folder.write("gone.msi", "")))]
    plan.scripts = [.init("never", .cmd, text: "echo never > C:\\started\n")]
    try bed.apply(plan.changes())
    try FileManager.default.removeItem(
      atPath: bed.disk("windows/imgbuild/first-boot/installer-1.msi").string)

    #expect(try await bed.boot() == 1)
    #expect(log.contains("attempt 1 of 2 stopped at step 2, so the next boot tries again"))
    #expect(bed.exists("windows/imgbuild/first-boot/run.cmd"))
    #expect(try await bed.boot() == 1)
    #expect(log.contains("gave up at step 2, installer gone, after 2 attempts"))
    let serial = try await bed.serial(until: "gave up at step 2")
    #expect(serial.contains("imgbuild-first-boot: step 2 of 3: installer gone: failed with"))
    #expect(bed.isRemoved)
    #expect(!bed.exists("started"))
    // The driver was done at the first boot.
    #expect(log.components(separatedBy: "stand-in: ").count == 2, "\(log)")
  }

  @Test func goesOnAtTheNextBootWhereAFailedStepWorks() async throws {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 9600)
    plan.drivers = [.init("a.inf")]
    plan.scripts = [
      .init("once", .cmd, text: "@if not exist C:\\started (echo 1 >C:\\started & exit /b 4)\n"),
      .init("last", .cmd, text: "@echo second boot\n"),
    ]
    try bed.apply(plan.changes())
    #expect(try await bed.boot() == 1)
    #expect(log.contains(#"pnputil.exe" -i -a "C:\windows\Drivers\VirtIO\a.inf""#))
    #expect(!log.contains("second boot"))
    #expect(try await bed.boot() == 0)
    #expect(log.contains("attempt 2 of 3"))
    #expect(log.contains("second boot"))
    #expect(bed.isRemoved)
  }

  @Test func givesUpWhereTheMachineGoesDownEachTime() async throws {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    plan.attempts = 1
    plan.scripts = [
      .init("hang", .cmd, text: "echo 1 >C:\\started\nping -n 100 127.0.0.1 >nul\n")
    ]
    try bed.apply(plan.changes())
    async let boot = bed.boot()
    try await bed.wait { bed.exists("started") }
    try await bed.end()
    _ = try await boot
    #expect(try await bed.boot() == 1)
    #expect(log.contains("gave up: the machine went down in the last of 1 attempts"), "\(log)")
    #expect(bed.isRemoved)
  }

  @Test func isStartedByAServiceThatItRemoves() async throws {
    var plan = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    plan.scripts = [.init("greet", .cmd, text: "@echo hello\n")]
    let changes = try plan.changes()
    try bed.apply(changes)
    let service = try #require(changes.service)
    let command = service.command.replacing("%SystemRoot%", with: #"C:\windows"#)
    let created = try await bed.wine([
      "sc", "create", service.name, "binPath=", command, "start=", "demand",
    ])
    #expect(created.status == 0)
    let key = #"HKLM\SYSTEM\CurrentControlSet\Services\"# + service.name
    #expect(try await bed.wine(["reg", "query", key]).status == 0)
    // The control manager waits for a service to answer in cmd.exe; the script runs meanwhile.
    let started = Task { try await bed.wine(["sc", "start", service.name]) }
    #expect(try await bed.serial(until: "imgbuild-first-boot: done").contains("started by service"))
    try await bed.wait { bed.isRemoved }
    #expect(log.contains("hello"))
    #expect(bed.isRemoved)
    try await bed.end()
    _ = try await started.value
  }

  @Test func leavesToAServiceWhatFailedWithinSetup() async throws {
    var plan = FirstBootPlan(carrier: .setupComplete, windowsBuild: 20348)
    // Within Setup nothing restarts.
    plan.restarts = true
    // Wine writes its registry down now and then only, so that a test before may have left one.
    try await bed.wine(["sc", "delete", FirstBootPlan.service.name])
    plan.scripts = [.init("fails", .cmd, text: "exit /b 4\n")]
    try bed.apply(plan.changes())
    #expect(try await bed.boot("setup") == 1)
    #expect(!bed.exists("windows/Setup/Scripts/SetupComplete.cmd"))
    let key = #"HKLM\SYSTEM\CurrentControlSet\Services\"# + FirstBootPlan.service.name
    try await bed.wine(["cmd", "/d", "/c", #"reg query \#(key) >C:\started"#])
    let service = try #require(bed.read("started"))
    #expect(
      service.contains(
        #"C:\windows\System32\cmd.exe /d /c start /b C:\windows\System32\cmd.exe /d /c "#
          + #"C:\windows\imgbuild\first-boot\run.cmd service"#), "\(service)")
    #expect(service.contains(/Start +REG_DWORD +0x2/))
    #expect(service.contains("RpcSs"))
    #expect(try await bed.boot() == 1)
    #expect(log.contains("attempt 2 of 3 stopped at step 1"))
    #expect(try await bed.boot() == 1)
    #expect(log.contains("gave up at step 1, script fails, after 3 attempts"))
    #expect(bed.isRemoved)
    #expect(try await bed.wine(["reg", "query", key]).status != 0)
  }
}
