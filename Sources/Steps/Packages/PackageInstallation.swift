import BuildFoundation
import Pipeline
import Recipes

/// `packages`: changes packages with the guest's own package manager.
struct PackageInstallation: RecipeStep {
  static let version = 2

  let source: Recipes.Step
  let action: PackagesStep

  init(_ source: Recipes.Step, _ action: PackagesStep) {
    self.source = source
    self.action = action
  }

  var dependsOnOutside: Bool { true }

  func repositories(in guest: any Guest) async throws -> [GuestRepository]? {
    try await RepositoryReading(of: guest).repositories
  }

  func fileFields() throws -> [KeyField] {
    try action.repositories.compactMap { repository in
      try repository.key.map {
        KeyField("key:\(repository.name.value)", try Digest.sha256(ofFile: $0.path).hex)
      }
    }
  }

  func apply(to guest: any Guest, report: StepReport) async throws {
    let keys = try action.repositories.map { try $0.key.map { try RepositoryKey($0) } }
    let session = PackageSession(
      guest: guest, report: report, system: try await GuestSystem(of: guest), limit: limit)
    let tool = try tool(for: session)
    try await session.waitForNetwork()
    try await tool.withoutServiceStarts {
      for (repository, key) in zip(action.repositories, keys) {
        report.progress("adding the repository \(repository.name.value)")
        try await tool.add(repository, key: key)
      }
      try await change(with: tool, report)
    }
  }

  /// Removes first: what goes need not be upgraded, or be in the way of what comes.
  private func change(with tool: any PackageTool, _ report: StepReport) async throws {
    if try await needsRefresh(tool) {
      report.progress("reading the package lists")
      try await tool.refresh()
    }
    if !action.remove.isEmpty {
      report.progress("removing")
      try await tool.remove(action.remove.map(\.value))
    }
    if action.upgrade {
      report.progress("upgrading")
      try await tool.upgrade(recommends: action.recommends)
    }
    if !action.install.isEmpty {
      report.progress("installing")
      try await install(with: tool)
    }
  }

  private func needsRefresh(_ tool: any PackageTool) async throws -> Bool {
    if action.update || action.upgrade || !action.repositories.isEmpty { return true }
    if action.install.isEmpty { return false }
    return try await !tool.hasLists()
  }

  /// An unknown name is often a slip, of a name that the guest's repositories have.
  private func install(with tool: any PackageTool) async throws {
    do {
      try await tool.install(action.install.map(\.value), recommends: action.recommends)
    } catch var error as BuildError {
      if let missing = PackageFailure.missingPackage(in: [error.message] + error.output) {
        let names = await tool.names(beginningWith: String(missing.prefix(2)))
        if let near = nearestName(to: missing, in: names.filter { $0 != missing }) {
          error.hint = "did you mean `\(near)`?"
        }
      }
      throw error
    }
  }

  private func tool(for session: PackageSession) throws -> any PackageTool {
    switch session.system.packageManager {
    case .apt: return Apt(session: session)
    case .dnf: return Dnf(session: session, isYum: false)
    case .yum: return Dnf(session: session, isYum: true)
    case .zypper: return Zypper(session: session)
    case .apk:
      return Apk(
        session: session, allowsUntrusted: action.repositories.contains { $0.trusted })
    case .pacman, nil:
      throw failure(
        "\(session.system.name) has no package manager that imgbuild knows: apt, dnf, yum, zypper "
          + "or apk", hint: "install the packages with a `run` step")
    }
  }
}
