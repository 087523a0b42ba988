import BuildFoundation
import Pipeline
import Recipes

/// dnf in a guest, or yum where there is no dnf yet.
struct Dnf: PackageTool {
  let session: PackageSession
  /// Whether the guest's program is yum 3, which has other options.
  let isYum: Bool

  private var program: String { isYum ? "yum" : "dnf" }

  func add(_ repository: PackageRepository, key: RepositoryKey?) async throws {
    warnOfSuites(repository)
    let files = RPMRepository(
      repository: repository, folder: "/etc/yum.repos.d",
      options: ["repo_gpgcheck=0", "skip_if_unavailable=0"])
    try await files.write(key: key, with: session)
  }

  /// A repository that is not there fails it, whatever the system's own settings say.
  func refresh() async throws {
    let doing = "reading the package lists"
    if isYum {
      try await run(["clean", "expire-cache"], doing: doing)
      try await run(["makecache"], doing: doing)
    } else {
      try await run(["--setopt=*.skip_if_unavailable=0", "makecache", "--refresh"], doing: doing)
    }
  }

  func install(_ packages: [String], recommends: Bool) async throws {
    let options =
      isYum ? ["--setopt=skip_missing_names_on_install=0"] : [weakDependencies(recommends)]
    try await run(options + ["install"] + packages, doing: "installing packages")
  }

  func remove(_ packages: [String]) async throws {
    let options = isYum ? ["--setopt=clean_requirements_on_remove=1"] : []
    try await run(options + ["remove"] + packages, doing: "removing packages")
  }

  func upgrade(recommends: Bool) async throws {
    let options = isYum ? [] : [weakDependencies(recommends)]
    try await run(options + ["upgrade"], doing: "upgrading packages")
  }

  func names(beginningWith prefix: String) async -> [String] {
    guard !isYum else { return [] }
    return await session.lines(of: [
      "dnf", "-q", "-C", "repoquery", "--queryformat", "%{name}\\n", "\(prefix)*",
    ])
  }

  private func weakDependencies(_ recommends: Bool) -> String {
    "--setopt=install_weak_deps=\(recommends ? 1 : 0)"
  }

  private func run(_ arguments: [String], doing: String) async throws {
    try await session.run([program, "-y"] + arguments, doing: doing)
  }
}
