import BuildFoundation
import Pipeline
import Recipes

/// zypper in a guest.
struct Zypper: PackageTool {
  let session: PackageSession

  /// Statuses of zypper(8) that are no failures.
  private enum Status {
    static let rebootNeeded: Int32 = 102
    /// zypper itself is new now, and has more to do.
    static let restartNeeded: Int32 = 103
    static let repositorySkipped: Int32 = 106
    static let scriptFailed: Int32 = 107
    static let accepted: Set<Int32> = [
      0, rebootNeeded, restartNeeded, repositorySkipped, scriptFailed,
    ]
  }

  func add(_ repository: PackageRepository, key: RepositoryKey?) async throws {
    warnOfSuites(repository)
    // `repo_gpgcheck=0` alone takes unsigned indexes; then each package needs its signature.
    let check = repository.trusted ? 0 : 1
    let files = RPMRepository(
      repository: repository, folder: "/etc/zypp/repos.d",
      options: ["autorefresh=1", "repo_gpgcheck=0", "pkg_gpgcheck=\(check)"])
    try await files.write(key: key, with: session)
    guard key != nil else { return }
    // zypper asks whether a new key is to be trusted, or else trusts every key that it is shown.
    try await session.run(
      ["rpm", "--import", files.keyPath],
      doing: "adding the key of the repository \(repository.name.value)")
  }

  func refresh() async throws {
    try await run(["refresh"], doing: "reading the package lists", accepting: [0])
  }

  func install(_ packages: [String], recommends: Bool) async throws {
    try await run(
      ["install", "--auto-agree-with-licenses", choice(recommends)] + packages,
      doing: "installing packages")
  }

  func remove(_ packages: [String]) async throws {
    try await run(["remove", "--clean-deps"] + packages, doing: "removing packages")
  }

  /// A rolling release is brought up to date as a whole, as its makers ask.
  func upgrade(recommends: Bool) async throws {
    let verb = session.system.distribution == "opensuse-tumbleweed" ? "dist-upgrade" : "update"
    let arguments = [verb, "--auto-agree-with-licenses", choice(recommends)]
    for _ in 0..<3 {
      let status = try await run(arguments, doing: "upgrading packages")
      guard status == Status.restartNeeded else { return }
    }
  }

  func names(beginningWith prefix: String) async -> [String] {
    let table = await session.lines(of: [
      "zypper", "--quiet", "--non-interactive", "--no-refresh", "search", "--type", "package",
      "\(prefix)*",
    ])
    return table.compactMap { line in
      let columns = line.split(separator: "|", omittingEmptySubsequences: false)
      return columns.count > 2 ? columns[1].split(separator: " ").first.map(String.init) : nil
    }
  }

  private func choice(_ recommends: Bool) -> String {
    recommends ? "--recommends" : "--no-recommends"
  }

  @discardableResult
  private func run(
    _ arguments: [String], doing: String, accepting accepted: Set<Int32> = Status.accepted
  ) async throws -> Int32 {
    let status = try await session.run(
      ["zypper", "--non-interactive"] + arguments, environment: ["ZYPP_LOCK_TIMEOUT": "300"],
      doing: doing, accepting: accepted)
    switch status {
    case Status.repositorySkipped:
      session.report.warning("\(doing): zypper left out a repository that it could not refresh")
    case Status.scriptFailed:
      session.report.warning("\(doing): a script of a package failed; the packages are in place")
    default: break
    }
    return status
  }
}
