import BuildFoundation
import ImageProperties
import Pipeline
import Recipes
import WindowsSetup

/// `run-first-boot`: has Windows do in a builder what waits for its first boot.
struct FirstBootRun: WindowsStep, MachineStep {
  static let version = 1
  /// What Windows runs in at all, with installers at work.
  private static let leastMemory = ByteCount.gibibytes(2)

  let source: Recipes.Step
  let action: RunFirstBootStep
  let doing = "preparing the first boot in a builder"

  init(_ source: Recipes.Step, _ action: RunFirstBootStep) {
    self.source = source
    self.action = action
  }

  var place: GuestPlace { .machine }
  /// Installers and Windows Update fetch what they like.
  var dependsOnOutside: Bool { true }

  func prepare(_ guest: any OfflineGuest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    guard let plan = try await FirstBootPlan(on: windows), !plan.titles.isEmpty else {
      throw failure(
        "\(doing): nothing waits for it",
        hint: "leave the step out, or put it behind the steps that leave something")
    }
    try await FirstBootEditing(windows: windows).change { plan, _ in plan.powersOff = true }
  }

  func machine(_ hardware: NovaHardware, settings: BuilderSettings) -> InstallerMachine {
    var settings = settings
    settings.memory = max(settings.memory, hardware.minimumMemory ?? Self.leastMemory)
    var machine = InstallerMachine(
      .firmware, hardware: hardware, settings: settings, limit: limit, read: Self.sign)
    machine.isWindows = true
    machine.saysWhenDone = true
    return machine
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    throw BuildError(.defect, "running the first boot: it has no guest that is talked to")
  }

  /// What a line of the script on the serial port means.
  @Sendable static func sign(of line: String) -> InstallerMachine.Sign? {
    let line = line.drop(while: \.isWhitespace)
    guard line.hasPrefix(FirstBootPlan.serialMark) else { return nil }
    let text = String(line.dropFirst(FirstBootPlan.serialMark.count))
    if text.hasPrefix("done") { return .done(text) }
    return text.hasPrefix("gave up") ? .failure(text) : .progress(text)
  }
}
