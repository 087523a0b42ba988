import BuildFoundation
import Pipeline
import Recipes

/// `packages`: installs and removes packages with the guest's own package manager.
struct PackageInstallation: RecipeStep {
  static let version = 1

  let source: Recipes.Step
  let action: PackagesStep

  init(_ source: Recipes.Step, _ action: PackagesStep) {
    self.source = source
    self.action = action
  }

  var dependsOnOutside: Bool { true }

  func apply(to guest: any Guest, report: StepReport) async throws {
    guard try await guest.exists("/usr/bin/apt-get") else {
      throw failure(
        "the guest has no apt-get, and other package managers are not supported yet",
        hint: "install the packages with a `run` step")
    }
    let apt = Apt(guest: guest, report: report, limit: limit)
    try await apt.withoutServiceStarts {
      let hasLists = try await apt.hasLists()
      if action.update || !hasLists { try await apt.update() }
      if !action.remove.isEmpty { try await apt.remove(action.remove.map(\.value)) }
      if !action.install.isEmpty {
        try await apt.install(
          action.install.map(\.value), recommends: action.recommends)
      }
    }
  }
}
