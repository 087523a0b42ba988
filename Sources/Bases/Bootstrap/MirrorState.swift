import BuildFoundation
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage

/// What the mirrors of a bootstrap serve now.
struct MirrorState: Sendable, Equatable {
  /// The digests of the suites' package lists, by suite.
  ///
  /// Nil when a mirror speaks a protocol that only apt does.
  var releases: [String: String]?
}

/// Asks the mirrors that mmdebstrap is going to use.
struct MirrorQuery: Sendable {
  /// What is fetched, and how mmdebstrap's own choice is found out: replaced in tests.
  struct Means: Sendable {
    var sources:
      @Sendable (_ base: BootstrapBase, _ architecture: String) async throws ->
        [PackageSource]
    var release: @Sendable (_ url: DownloadURL) async throws -> [UInt8]
  }

  let base: BootstrapBase
  let architecture: BootstrapBase.Architecture
  let store: PinStore
  let report: StepReport
  let means: Means

  private var doing: String { "asking for the state of \(base.suite.value)" }

  /// The state now; when no mirror can be reached, the last one that is known, with a warning.
  ///
  /// Throws `BuildError`.
  func state() async throws -> MirrorState {
    report.progress(doing)
    let sources = try await means.sources(base, architecture.rawValue)
    guard !sources.isEmpty else {
      throw BuildError(
        .defect, "\(doing): mmdebstrap does not tell which mirror it uses",
        hint: "name a `mirror`")
    }
    guard sources.allSatisfy(\.isReadable) else { return MirrorState(releases: nil) }
    let subject = ([architecture.rawValue] + sources.map { "\($0)" }).joined(separator: "\n")
    do {
      let releases = try await releases(of: sources)
      store.keep(releases, of: subject)
      return MirrorState(releases: releases)
    } catch let failure as TransferFailure {
      try Task.checkCancellation()
      return try known(subject, failure)
    }
  }

  private func releases(of sources: [PackageSource]) async throws -> [String: String] {
    let answers = await withTaskGroup(of: (String, Result<String, any Error>).self) { group in
      for (index, source) in sources.enumerated() {
        group.addTask { await ("\(index) \(source.suite)", answer(of: source)) }
      }
      // All of them, also after a failure: steps ask the same mirrors next.
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return try answers.mapValues { try $0.get() }
  }

  private func answer(of source: PackageSource) async -> Result<String, any Error> {
    do { return .success(try await digest(of: source)) } catch { return .failure(error) }
  }

  private func digest(of source: PackageSource) async throws -> String {
    let content = try await means.release(source.release)
    let release = ReleaseFile(
      content, architectures: [architecture.rawValue], components: source.components)
    let others = BootstrapBase.Distribution.allCases.filter { $0 != base.distribution.value }
    if let other = others.first(where: { $0.rawValue == release.origin?.lowercased() }) {
      throw BuildError(
        .recipe,
        "\(doing): \(source.suite) is a suite of \(other.rawValue), not of "
          + "\(base.distribution.value.rawValue)", hint: "write `distribution: \(other.rawValue)`")
    }
    return release.digest.description
  }

  private func known(_ subject: String, _ failure: TransferFailure) throws -> MirrorState {
    if failure.mayPass, let pin = store.pin(of: subject) {
      report.warning(
        "\(failure.error.message); taking the packages for those of \(pin.day)")
      return MirrorState(releases: pin.values)
    }
    var error = failure.error
    error.message = "\(doing): \(error.message)"
    error.hint =
      failure.mayPass
      ? "can this host reach a package mirror? `mirror:` names another one"
      : "is the suite's name right? the mirror has none of that name"
    if !failure.mayPass { error.code = .recipe }
    throw error
  }
}
