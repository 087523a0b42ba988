import BuildFoundation
import Pipeline
import Recipes

/// apk in a guest.
struct Apk: PackageTool {
  let session: PackageSession
  /// Whether packages are taken without a signature; apk cannot tell that of one repository alone.
  let allowsUntrusted: Bool

  private static let listPath = "/etc/apk/repositories"

  func hasLists() async throws -> Bool {
    let script = """
      for file in /var/cache/apk/APKINDEX* /etc/apk/cache/APKINDEX*; do
        if [ -e "$file" ]; then exit 0; fi
      done
      exit 1
      """
    return try await session.guest.run(.shell(script)) { _ in } == 0
  }

  func add(_ repository: PackageRepository, key: RepositoryKey?) async throws {
    warnOfSuites(repository)
    if let key {
      // A signature names its key's file.
      guard key.form == .pem, key.fileName.hasSuffix(".rsa.pub") else {
        throw BuildError(
          .recipe,
          "adding the repository \(repository.name.value): apk needs an RSA key in PEM form, in a "
            + "file of the name that its maker gave it, `….rsa.pub`")
      }
      try await session.write("/etc/apk/keys/\(key.fileName)", key.content)
    }
    let guest = session.guest
    let isThere = try await guest.exists(Self.listPath)
    let text = isThere ? String(decoding: try await guest.read(Self.listPath), as: UTF8.self) : ""
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let url = repository.url.value
    // A folder of the guest is a path to apk, not a URL.
    let line = url.hasPrefix("file:///") ? String(url.dropFirst("file://".count)) : url
    guard !lines.contains(line) else { return }
    let whole = (lines + [line]).joined(separator: "\n") + "\n"
    try await session.write(Self.listPath, Array(whole.utf8))
  }

  /// apk only warns of a repository that is not there, or is signed with a key that it lacks.
  func refresh() async throws {
    try await run(["update"], doing: "reading the package lists") { line in
      line.hasPrefix("WARNING: ") && PackageFailure(line: line) != nil
    }
  }

  /// Packages of Alpine recommend nothing, so there is nothing to choose.
  func install(_ packages: [String], recommends: Bool) async throws {
    try await run(["add"] + packages, doing: "installing packages")
  }

  func remove(_ packages: [String]) async throws {
    try await run(["del"] + packages, doing: "removing packages")
  }

  func upgrade(recommends: Bool) async throws {
    try await run(["upgrade"], doing: "upgrading packages")
  }

  func names(beginningWith prefix: String) async -> [String] {
    await session.lines(of: ["apk", "search", "--quiet", prefix])
  }

  private func run(
    _ arguments: [String], doing: String,
    isFailure: @escaping @Sendable (String) -> Bool = { _ in false }
  ) async throws {
    let trust = allowsUntrusted ? ["--allow-untrusted"] : []
    try await session.run(
      ["apk", "--no-progress", "--wait", "300"] + trust + arguments, doing: doing,
      isFailure: isFailure)
  }
}
