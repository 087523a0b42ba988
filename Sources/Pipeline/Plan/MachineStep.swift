public import ImageProperties
public import Recipes

/// A step that has the image itself run in a machine, until it turns itself off.
///
/// Nobody talks to it meanwhile: what it says on its console tells how far it is.
public protocol MachineStep: BuildStep {
  /// Makes the disk ready in the appliance, before the machine starts; throws `BuildError`.
  func prepare(_ guest: any OfflineGuest, report: StepReport) async throws

  /// The machine, whose hardware is what the disk proves and the recipe declares.
  func machine(_ hardware: NovaHardware, settings: BuilderSettings) -> InstallerMachine
}

extension MachineStep {
  public var place: GuestPlace { .machine }
}
