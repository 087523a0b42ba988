import BuildFoundation
import SystemPackage
import Testing

@testable import WindowsSetup

@Suite struct FirstBootPlanTests {
  /// A plan with one step of each kind.
  static func plan(_ carrier: FirstBootPlan.Carrier) -> FirstBootPlan {
    var plan = FirstBootPlan(carrier: carrier, windowsBuild: 20348)
    plan.drivers = [.init("netkvm.inf"), .init("vioscsi.inf", isCritical: true)]
    plan.installers = [
      .init(
        "qemu-ga", file: .host("/host/qemu-ga-x86_64.msi"), properties: [.init("A", "100% a & b")])
    ]
    plan.cloudbaseInit = .init(installer: .host("/host/CloudbaseInitSetup.msi"))
    plan.scripts = [
      .init("hello", .cmd, text: "@echo off\necho hello\n"),
      .init("Gr\u{fc}\u{df}e", .powershell, text: "Write-Host 'Gr\u{fc}\u{df}e'\n"),
    ]
    return plan
  }

  static func script(_ plan: FirstBootPlan) throws -> String {
    try Self.text(of: #"imgbuild\first-boot\run.cmd"#, in: plan)
  }

  static func text(of path: String, in plan: FirstBootPlan) throws -> String {
    let file = try #require(try plan.changes().files.first { $0.path == WindowsPath(path) })
    guard case .bytes(let bytes) = file.content else {
      throw BuildError(.defect, "\(path) is no text")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("IMAGE_STATE_COMPLETE", FirstBootPlan.Carrier.service),
    ("IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE", .setupComplete),
    ("IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE", .setupComplete),
  ])
  func choosesTheCarrierByTheState(state: String, carrier: FirstBootPlan.Carrier) throws {
    #expect(try FirstBootPlan.Carrier(imageState: state) == carrier)
  }

  @Test(arguments: ["IMAGE_STATE_UNDEPLOYABLE", "IMAGE_STATE_GENERALIZE_RESEAL_TO_AUDIT", ""])
  func refusesAStateInWhichNothingWouldRun(state: String) {
    #expect(throws: BuildError.self) { try FirstBootPlan.Carrier(imageState: state) }
  }

  @Test func writesFilesWithTheStartLast() throws {
    let changes = try Self.plan(.setupComplete).changes()
    #expect(
      changes.files.map { $0.path.onDisk(systemRoot: "/Windows") } == [
        "/Windows/imgbuild/first-boot/installer-1.msi",
        "/Windows/imgbuild/first-boot/cloudbase-init.msi",
        "/Windows/imgbuild/first-boot/cloudbase-init.conf",
        "/Windows/imgbuild/first-boot/cloudbase-init-unattend.conf",
        "/Windows/imgbuild/first-boot/Unattend.xml",
        "/Windows/imgbuild/first-boot/script-1.cmd",
        "/Windows/imgbuild/first-boot/script-2.ps1",
        "/Windows/imgbuild/first-boot/plan.json",
        "/Windows/imgbuild/first-boot/run.cmd",
        "/Windows/Setup/Scripts/SetupComplete.cmd",
      ])
    #expect(changes.files.first?.content == .copy("/host/qemu-ga-x86_64.msi"))
    #expect(changes.service == nil)
    #expect(changes.move == nil)
  }

  @Test func addsAServiceThatEndsAtOnce() throws {
    let changes = try Self.plan(.service).changes()
    let service = try #require(changes.service)
    #expect(
      service.command
        == #"%SystemRoot%\System32\cmd.exe /d /c start /b %SystemRoot%\System32\cmd.exe "#
        + #"/d /c %SystemRoot%\imgbuild\first-boot\run.cmd service"#)
    #expect(service.start.rawValue == 2)
    #expect(service.errorControl.rawValue == 0)
    #expect(service.type == 0x10)
    #expect(service.account == "LocalSystem")
    #expect(!changes.files.contains { $0.path == FirstBootPlan.setupComplete })
  }

  @Test func keepsAndCallsASetupCompleteThatIsThere() throws {
    var plan = Self.plan(.setupComplete)
    let alone = try Self.text(of: #"Setup\Scripts\SetupComplete.cmd"#, in: plan)
    #expect(
      alone
        == #"@%SystemRoot%\System32\cmd.exe /d /c %SystemRoot%\imgbuild\first-boot\run.cmd setup"#
        + " & exit /b 0\r\n")
    plan.hasSetupComplete = true
    let changes = try plan.changes()
    #expect(changes.move?.from == FirstBootPlan.setupComplete)
    #expect(changes.move?.to.name == "SetupComplete.before-imgbuild.cmd")
    let text = try Self.text(of: #"Setup\Scripts\SetupComplete.cmd"#, in: plan)
    #expect(
      text.hasPrefix(
        #"@%SystemRoot%\System32\cmd.exe /d /c "#
          + #"%SystemRoot%\Setup\Scripts\SetupComplete.before-imgbuild.cmd & "#))
    #expect(text.split(separator: "\r\n").count == 1)
    #expect(FirstBootPlan.isOwnSetupComplete(Array(text.utf8)))
    #expect(!FirstBootPlan.isOwnSetupComplete(Array("net start cloudbase-init".utf8)))
  }

  @Test func addsDriversWithWhatTheWindowsUnderstands() throws {
    var plan = Self.plan(.service)
    #expect(
      try Self.script(plan).contains(
        #""%system%\pnputil.exe" /add-driver "%drivers%\netkvm.inf" /install >>"%log%" 2>&1"#))
    plan.windowsBuild = 9600
    #expect(
      try Self.script(plan).contains(
        #""%system%\pnputil.exe" -i -a "%drivers%\netkvm.inf" >>"%log%" 2>&1"#))
  }

  @Test func quotesPropertiesAndDoublesPercentSigns() throws {
    #expect(
      try Self.script(Self.plan(.service)).contains(
        #"/i "%SystemRoot%\imgbuild\first-boot\installer-1.msi" /qn /norestart "#
          + #"/l*v "%home%\msi-qemu-ga.log" A="100%% a & b""#))
    #expect(
      try Self.script(Self.plan(.service)).contains(
        #"RUN_SERVICE_AS_LOCAL_SYSTEM="1" LOGGINGSERIALPORTNAME="COM1""#))
  }

  @Test func endsEveryLineWithCRAndLFAndLeavesNoPlaceholder() throws {
    for carrier in FirstBootPlan.Carrier.allCases {
      var plan = Self.plan(carrier)
      plan.generalizes = true
      let text = try Self.script(plan)
      #expect(!text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
      #expect(!text.contains(/@[A-Z]+@/))
      // cmd.exe cuts a line at 8191 characters.
      #expect(text.split(separator: "\r\n").allSatisfy { $0.count < 2000 })
    }
  }

  @Test func goesToNoLabelThatIsMissingOrThereTwice() throws {
    for carrier in FirstBootPlan.Carrier.allCases {
      var plan = Self.fullPlan
      plan.carrier = carrier
      let text = try Self.script(plan).replacing("\r\n", with: "\n")
      let labels = text.matches(of: /(?m)^:(\w+)$/).map { String($0.1) }
      #expect(Set(labels).count == labels.count)
      let targets = text.matches(of: /(?:goto|call :) ?(\w+)/).map { String($0.1) }
      #expect(targets.count > 30)
      #expect(Set(targets).subtracting(labels).isEmpty)
    }
  }

  @Test func writesScriptsAsTheirLanguagesReadThem() throws {
    let plan = Self.plan(.service)
    let batch = try Self.text(of: #"imgbuild\first-boot\script-1.cmd"#, in: plan)
    #expect(batch == "@echo off\r\necho hello\r\n")
    let powershell = try Self.text(of: #"imgbuild\first-boot\script-2.ps1"#, in: plan)
    #expect(powershell == "\u{feff}Write-Host 'Gr\u{fc}\u{df}e'\r\n")
    #expect(try Self.script(plan).contains(#"set "title=script Gr__e""#))
  }

  /// A plan with all that there is.
  static var fullPlan: FirstBootPlan {
    var plan = plan(.service)
    plan.isServer = true
    plan.settings.computerName = "WEB"
    plan.settings.timeZone = "W. Europe Standard Time"
    plan.settings.locale = "de-DE"
    plan.settings.keyboard = "0407:00000407"
    plan.settings.letsRemoteDesktopIn = true
    plan.settings.openPorts = ["443", "53/udp", "6000-6010"].compactMap { FirewallPort($0) }
    plan.settings.productKey = "VDYBN-27WPP-V4HQT-9VMD4-VMK7H"
    plan.features = [
      .init("SMB1Protocol", isWanted: false), .init("TelnetClient", isWanted: true),
    ]
    plan.roles = ["Web-Server"]
    plan.updates = .init()
    plan.generalizes = true
    plan.answers.administratorPassword = AnswerFilePassword("secret")
    plan.hasCloudbaseInit = true
    plan.powersOff = true
    plan.attempts = 5
    plan.restarts = true
    plan.hasSetupComplete = true
    plan.serialPort = "COM2"
    plan.architecture = .arm64
    plan.securedPaths = [WindowsPath("a")]
    return plan
  }

  private static let faults: [(String, @Sendable (inout FirstBootPlan) -> Void)] = [
    ("0 attempts are not 1 to 9", { $0.attempts = 0 }),
    ("the serial port is COM10", { $0.serialPort = "COM10" }),
    ("the driver a b.inf is not the plain name", { $0.drivers = [.init("a b.inf")] }),
    (#"the driver ..\x.inf is not the plain name"#, { $0.drivers = [.init(#"..\x.inf"#)] }),
    ("characters that a batch file reads", { $0.securedPaths = [WindowsPath("a%b")] }),
    ("a b is no name of a feature", { $0.features = [.init("a b", isWanted: true)] }),
    ("x&y is no name of a feature", { $0.roles = ["x&y"] }),
    (
      "roles are a server's",
      {
        $0.isServer = false
        $0.roles = ["Web-Server"]
      }
    ),
    ("has more than 15 bytes", { $0.settings.computerName = "abcdefghijklmnop" }),
    ("five groups of five", { $0.settings.productKey = "A & B" }),
    (
      "nothing answers for an instance",
      {
        $0.cloudbaseInit = nil
        $0.generalizes = true
      }
    ),
    (
      "characters beside ASCII",
      { $0.scripts = [.init("x", .cmd, text: "echo Gr\u{fc}\u{df}e")] }
    ),
    (
      "no public property",
      { $0.installers = [.init("x", file: .host("/x.msi"), properties: [.init("lower", "1")])] }
    ),
    (
      "quotation mark",
      { $0.installers = [.init("x", file: .host("/x.msi"), properties: [.init("A", "a\"b")])] }
    ),
    (
      "printable ASCII",
      { $0.installers = [.init("x", file: .host("/x.msi"), properties: [.init("A", "a\nb")])] }
    ),
  ]

  @Test(arguments: faults)
  func refusesPlans(message: String, change: @Sendable (inout FirstBootPlan) -> Void) {
    var plan = Self.plan(.service)
    change(&plan)
    let error = #expect(throws: BuildError.self) { try plan.changes() }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
  }
}
