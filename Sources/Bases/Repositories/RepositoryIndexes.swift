import BuildFoundation
public import Pipeline
public import SystemPackage

/// Asks the repositories of guests from this host for what they serve.
public struct RepositoryIndexes: RepositoryQuery {
  private let store: PinStore
  private let content: @Sendable (DownloadURL, StepReport) async throws -> [UInt8]

  /// A query that keeps its last answers beside the files in `downloads`.
  public init(downloads: FilePath, files: IndexFiles) {
    self.init(store: PinStore(downloads: downloads)) { url, report in
      try await files.content(of: url, by: FileFetcher(downloads: downloads, report: report))
    }
  }

  init(
    store: PinStore,
    content: @escaping @Sendable (DownloadURL, StepReport) async throws -> [UInt8]
  ) {
    self.store = store
    self.content = content
  }

  public func state(of repository: GuestRepository, report: StepReport) async throws -> String? {
    guard repository.isReachable else { return nil }
    do {
      let state = try await digest(of: repository, report).description
      store.keep(["state": state], of: subject(repository))
      return state
    } catch let failure as TransferFailure {
      try Task.checkCancellation()
      // It is there, and not for this host: it takes a login, or is not where the guest finds it.
      guard failure.mayPass else { return nil }
      return known(repository, failure.error.message, report)
    } catch let error as BuildError where error.code != .interrupted {
      try Task.checkCancellation()
      return known(repository, error.message, report)
    }
  }

  private func known(
    _ repository: GuestRepository, _ message: String, _ report: StepReport
  ) -> String? {
    guard let pin = store.pin(of: subject(repository)), let state = pin.values["state"] else {
      report.warning("\(message); its packages are taken for those of today")
      return nil
    }
    report.warning("\(message); taking its packages for those of \(pin.day)")
    return state
  }

  private func digest(of repository: GuestRepository, _ report: StepReport) async throws -> Digest {
    switch repository.form {
    case .rpm: return .sha256(try await file("repodata/repomd.xml", of: repository, report))
    case .apk: return .sha256(try await file("APKINDEX.tar.gz", of: repository, report))
    case .apt:
      return ReleaseFile(
        try await release(of: repository, report), architectures: repository.architectures,
        components: repository.components
      ).digest
    }
  }

  /// The release file, which carries its signature or has it in a file of its own.
  private func release(
    of repository: GuestRepository, _ report: StepReport
  ) async throws -> [UInt8] {
    // A suite that is a folder stands beside no others.
    let folder =
      repository.suite.hasSuffix("/") ? repository.suite : "dists/\(repository.suite)/"
    do {
      return try await file("\(folder)InRelease", of: repository, report)
    } catch let failure as TransferFailure where !failure.mayPass {
      return try await file("\(folder)Release", of: repository, report)
    }
  }

  private func file(
    _ path: String, of repository: GuestRepository, _ report: StepReport
  ) async throws -> [UInt8] {
    try await content(DownloadURL("\(repository.address)/\(path)"), report)
  }

  private func subject(_ repository: GuestRepository) -> String {
    ([
      "repository", repository.form.rawValue, repository.address, repository.suite,
      repository.components.joined(separator: " "),
    ] + repository.architectures).joined(separator: "\n")
  }
}

extension GuestRepository {
  /// Whether this host can ask the repository: it is on a web server that takes no password.
  ///
  /// A file of the guest is none of this host's; a password in an address is not written down.
  var isReachable: Bool {
    address.wholeMatch(of: #/(?i:https?):\/\/[^\/@?#]+(\/[^@?#]*)?/#) != nil
  }
}
