public import Pipeline
public import Recipes

/// Makes the steps of a recipe ready to be applied.
public enum RecipeSteps {
  /// The executable forms of all steps of `recipe`, in order; `files` are those that steps have fetched.
  public static func make(
    _ recipe: Recipe, secrets: SecretValues = .none, files: StepFiles = .none
  ) -> [any BuildStep] {
    recipe.steps.map { make($0, secrets, files) }
  }

  private static func make(
    _ step: Recipes.Step, _ secrets: SecretValues, _ files: StepFiles
  ) -> any BuildStep {
    switch step.action {
    case .packages(let action): PackageInstallation(step, action)
    case .copy(let action) where action.extract: ArchiveExtraction(step, action)
    case .copy(let action): FileCopy(step, action)
    case .write(let action): FileWrite(step, action, secrets)
    case .run(let action): ScriptRun(step, action, secrets)
    case .services(let action): ServiceChange(step, action)
    case .delete(let action): Deletion(step, action)
    case .link(let action): LinkCreation(step, action)
    case .makeFolder(let action): FolderCreation(step, action)
    case .edit(let action): FileEdit(step, action)
    case .users(let action): AccountChange(step, action, secrets)
    case .hostname(let action): HostnameChange(step, action)
    case .timezone(let action): TimezoneChange(step, action)
    case .locale(let action): LocaleChange(step, action)
    case .keyboard(let action): KeyboardChange(step, action)
    case .cloudInit(let action): CloudInitChange(step, action)
    case .kernelArguments(let action): KernelArgumentChange(step, action)
    case .firstBoot(let action): FirstBoot(step, action)
    case .reboot(let action): Reboot(step, action)
    case .resize(let action): DiskResize(step, action)
    case .ansible(let action): AnsiblePlay(step, action, secrets)
    case .drivers(let action): DriverInjection(step, action, files)
    case .registry(let action): RegistryEdit(step, action)
    case .guestAgent(let action): GuestAgentInstallation(step, action, files)
    case .cloudbaseInit(let action): CloudbaseInitInstallation(step, action, files)
    case .sysprep(let action): SysprepPreparation(step, action, secrets)
    case .runFirstBoot(let action): FirstBootRun(step, action)
    case .features(let action): FeatureChange(step, action)
    case .updates(let action): UpdateInstallation(step, action)
    case .remoteDesktop(let action): RemoteDesktopChange(step, action)
    case .firewall(let action): FirewallChange(step, action)
    case .productKey(let action): ProductKeyInstallation(step, action, secrets)
    }
  }
}
