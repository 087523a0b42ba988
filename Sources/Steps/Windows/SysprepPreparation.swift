import BuildFoundation
import Pipeline
import Recipes
import WindowsSetup

/// `sysprep`: has Windows generalize itself at the end of its first boot.
struct SysprepPreparation: WindowsStep {
  static let version = 1
  private static let cloudbaseInit =
    "/Program Files/Cloudbase Solutions/Cloudbase-Init/conf/cloudbase-init-unattend.conf"

  let source: Recipes.Step
  let action: SysprepStep
  let secrets: SecretValues
  let doing = "preparing sysprep"

  init(_ source: Recipes.Step, _ action: SysprepStep, _ secrets: SecretValues) {
    self.source = source
    self.action = action
    self.secrets = secrets
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let windows = try await windows(on: guest, report)
    report.progress("looking for what sysprep would fail at")
    let preflight = try await windows.withRegistry {
      try await SysprepPreflight($0, files: windows)
    }
    preflight.warnings.forEach { report.warning($0) }
    let hasCloudbaseInit = try await windows.exists(Self.cloudbaseInit)
    let password = action.administratorPassword.map {
      AnswerFilePassword(secrets.expand($0.text.value))
    }
    try await FirstBootEditing(windows: windows).change { plan, _ in
      plan.hasCloudbaseInit = plan.cloudbaseInit == nil && hasCloudbaseInit
      plan.generalizes = true
      // Without Cloudbase-Init the answer file says all that an instance would ask for.
      plan.answers = answers(password, language: plan.answersAll ? preflight.language : nil)
    }
    if !preflight.changes.isEmpty { try await windows.change(preflight.changes) }
    if password != nil {
      report.warning(
        "the administrator's password can be read on the disk until an instance has started")
    }
  }

  private func answers(
    _ password: AnswerFilePassword?, language: String?
  ) -> FirstBootPlan.Answers {
    var answers = FirstBootPlan.Answers()
    answers.language = action.language ?? language
    answers.locale = action.locale
    answers.keyboard = action.keyboard
    answers.timeZone = action.timeZone
    answers.administratorPassword = password
    answers.copiesProfile = action.copiesProfile
    answers.persistsDeviceInstalls = action.keepsDevices
    return answers
  }
}
