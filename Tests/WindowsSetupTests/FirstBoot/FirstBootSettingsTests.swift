import TestSupport
import Testing

@testable import WindowsSetup

/// What a plan with all that there is becomes.
@Suite struct FirstBootSettingsTests {
  @Test func namesEveryStepInItsOrder() throws {
    let titles = try FirstBootPlanTests.script(FirstBootPlanTests.fullPlan).matches(
      of: /set "title=([^"]+)"/
    ).map { String($0.1) }
    #expect(
      titles == [
        "driver netkvm.inf", "driver vioscsi.inf", "installer qemu-ga", "computer name",
        "time zone W. Europe Standard Time", "locale and keyboard", "firewall for Remote Desktop",
        "firewall for TCP 443", "firewall for UDP 53", "firewall for TCP 6000-6010",
        "product key", "without feature SMB1Protocol", "feature TelnetClient", "roles", "updates",
        "installer cloudbase-init", "configuration of Cloudbase-Init", "script hello",
        "script Gr__e", "sysprep",
      ])
    #expect(
      FirstBootPlanTests.fullPlan.titles.filter { $0.contains("feature") || $0.contains("port") }
        == [
          "open the port 443/tcp", "open the port 53/udp", "open the port 6000-6010/tcp",
          "disable the feature SMB1Protocol", "enable the feature TelnetClient",
        ])
  }

  @Test func tellsWindowsByItsOwnPrograms() throws {
    var plan = FirstBootPlanTests.fullPlan
    for line in [
      #""%system%\tzutil.exe" /s "W. Europe Standard Time" >>"%log%" 2>&1"#,
      #""%system%\netsh.exe" advfirewall firewall set rule group="@FirewallAPI.dll,-28752" "#
        + #"new enable=yes >>"%log%" 2>&1"#,
      #"add rule name="UDP 53" dir=in action=allow protocol=UDP localport=53 >>"%log%""#,
      #""%system%\dism.exe" /online /english /enable-feature /featurename:TelnetClient /all "#,
      "/disable-feature /featurename:SMB1Protocol /norestart",
      // Not into the log, which stays.
      #"slmgr.vbs" /ipk VDYBN-27WPP-V4HQT-9VMD4-VMK7H >nul 2>&1"#,
      #"set "off=yes""#, #"set "restarts=yes""#,
    ] {
      #expect(try FirstBootPlanTests.script(plan).contains(line), "\(line)")
    }
    plan.windowsBuild = 7601
    #expect(try !FirstBootPlanTests.script(plan).contains("/all"))
    plan.settings.letsRemoteDesktopIn = false
    #expect(try FirstBootPlanTests.script(plan).contains("new enable=no"))
    let region = try FirstBootPlanTests.text(of: #"imgbuild\first-boot\region.xml"#, in: plan)
    for part in [
      "CopySettingsToSystemAcct='true'", "<gs:SystemLocale Name='de-DE'/>",
      "<gs:InputLanguageID Action='add' ID='0407:00000407' Default='true'/>",
    ] {
      #expect(region.contains(part), "\(part)")
    }
  }

  @Test func whatIsSetIsInTheAnswerFileToo() throws {
    var plan = FirstBootPlanTests.fullPlan
    let path = #"imgbuild\first-boot\Unattend.xml"#
    for part in [
      "<TimeZone>W. Europe Standard Time<", "<UserLocale>de-DE<", "<InputLocale>0407:00000407<",
    ] {
      #expect(try FirstBootPlanTests.text(of: path, in: plan).contains(part), "\(part)")
    }
    #expect(try !FirstBootPlanTests.text(of: path, in: plan).contains("ComputerName"))
    plan.cloudbaseInit = nil
    plan.hasCloudbaseInit = false
    plan.architecture = .amd64
    plan.answers.timeZone = "UTC"
    #expect(try FirstBootPlanTests.text(of: path, in: plan).contains("<ComputerName>WEB<"))
    #expect(try FirstBootPlanTests.text(of: path, in: plan).contains("<TimeZone>UTC<"))
  }

  @Test func comesBackFromTheDiskAsItWas() async throws {
    let plan = FirstBootPlanTests.fullPlan.onDisk
    let record = try plan.encoded()
    #expect(try await read(record) == plan)
    // Every property is there: none may be forgotten in what is read.
    let text = String(decoding: record, as: UTF8.self)
    for name in Mirror(reflecting: plan).children.compactMap(\.label) {
      #expect(text.contains("\"\(name)\""), "\(name)")
    }
    // What an older imgbuild wrote has less in it.
    let old = #"{"carrier": "service", "windowsBuild": 20348, "generalizes": false}"#
    let expected = FirstBootPlan(carrier: .service, windowsBuild: 20348)
    #expect(try await read(Array(old.utf8)) == expected)
  }

  private func read(_ record: [UInt8]) async throws -> FirstBootPlan? {
    let disk = MemoryWindows(files: ["/Windows/imgbuild/first-boot/plan.json": record])
    return try await FirstBootPlan(on: disk)
  }

  @Test(arguments: [
    ("443", "443/tcp"), ("53/udp", "53/udp"), ("6000-6010", "6000-6010/tcp"), ("1-1/udp", "1/udp"),
  ])
  func readsPorts(text: String, expected: String) {
    #expect(FirewallPort(text)?.description == expected)
  }

  @Test(arguments: ["0", "65536", "http", "5-4", "1-70000", "80/icmp", "", "80 ", "-1"])
  func refusesPorts(text: String) { #expect(FirewallPort(text) == nil) }
}
