import BuildFoundation
import Pipeline
import Recipes

/// A package manager, as the step `packages` uses it: told not to ask, and to fail rather than to go
/// on with less than was wanted.
protocol PackageTool: Sendable {
  var session: PackageSession { get }

  /// Whether there is something to install from without a refresh; lists of the base are as fresh as
  /// the base.
  func hasLists() async throws -> Bool
  /// Makes a repository known, and its key; nothing is fetched yet.
  func add(_ repository: PackageRepository, key: RepositoryKey?) async throws
  /// Fetches the lists of all repositories.
  func refresh() async throws
  func install(_ packages: [String], recommends: Bool) async throws
  /// Removes packages, with what was installed for them alone.
  func remove(_ packages: [String]) async throws
  /// Brings every installed package up to date.
  func upgrade(recommends: Bool) async throws
  /// The names of known packages that begin so; only for hints, so that no failure matters.
  func names(beginningWith prefix: String) async -> [String]
  /// Runs `body` while packages may not start their services.
  func withoutServiceStarts(_ body: () async throws -> Void) async throws
}

extension PackageTool {
  func hasLists() async throws -> Bool { true }

  /// Where a system is not running, systemd and OpenRC start nothing by themselves.
  func withoutServiceStarts(_ body: () async throws -> Void) async throws { try await body() }

  /// Says that a repository has what only apt knows: recipes are shared between distributions.
  func warnOfSuites(_ repository: PackageRepository) {
    guard repository.suite != nil || !repository.components.isEmpty else { return }
    session.report.warning(
      "the repository \(repository.name.value) has a suite or components, which only apt knows")
  }
}
