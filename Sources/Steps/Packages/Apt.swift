import BuildFoundation
import Pipeline
import Recipes

/// apt in a guest, told not to ask and not to synchronise each file: a build that dies is built anew.
struct Apt: PackageTool {
  let session: PackageSession

  private static let environment = [
    "DEBIAN_FRONTEND": "noninteractive", "DEBCONF_NONINTERACTIVE_SEEN": "true",
    "NEEDRESTART_MODE": "l", "APT_LISTCHANGES_FRONTEND": "none",
  ]
  /// A mirror that is not there fails `update`, which apt takes for a warning otherwise; a booted
  /// guest may be installing its own updates, for which apt waits.
  private static let options = [
    "-y", "-q", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3", "-o",
    "Acquire::Languages=none", "-o", "APT::Update::Error-Mode=any", "-o",
    "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-unsafe-io", "-o",
    "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold",
  ]
  private static let policyPath = "/usr/sbin/policy-rc.d"

  func hasLists() async throws -> Bool {
    let command = GuestCommand.shell("ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1")
    return try await session.guest.run(command) { _ in } == 0
  }

  func add(_ repository: PackageRepository, key: RepositoryKey?) async throws {
    let name = repository.name.value
    guard let suite = repository.suite?.value else {
      throw BuildError(
        .recipe, "adding the repository \(name): apt needs its `suite`",
        hint: "a repository without suites has the suite `./`")
    }
    var lines = ["Types: deb", "URIs: \(repository.url.value)", "Suites: \(suite)"]
    if !suite.hasSuffix("/") {
      let components = repository.components.map(\.value)
      lines.append(
        "Components: " + (components.isEmpty ? ["main"] : components).joined(separator: " "))
    }
    if repository.trusted { lines.append("Trusted: yes") }
    if let key {
      try key.checkOpenPGP(for: repository)
      let path = "/etc/apt/keyrings/\(name).\(key.form == .armoured ? "asc" : "gpg")"
      try await session.write(path, key.content)
      lines.append("Signed-By: \(path)")
    }
    let text = lines.joined(separator: "\n") + "\n"
    try await session.write("/etc/apt/sources.list.d/\(name).sources", Array(text.utf8))
  }

  func refresh() async throws {
    // Another update of a booted guest holds the lists, and apt waits for packages only.
    for _ in 0..<30 where session.guest.place == .builder {
      do {
        return try await run(["update"], doing: "reading the package lists")
      } catch let error as BuildError where error.message.contains("Could not get lock") {
        try await Task.sleep(for: .seconds(10))
      }
    }
    try await run(["update"], doing: "reading the package lists")
  }

  func install(_ packages: [String], recommends: Bool) async throws {
    try await run(["install", choice(recommends)] + packages, doing: "installing packages")
  }

  func remove(_ packages: [String]) async throws {
    try await run(["remove", "--purge", "--auto-remove"] + packages, doing: "removing packages")
  }

  /// With what new versions need beside the old: a kernel is a new package each time.
  func upgrade(recommends: Bool) async throws {
    try await run(["dist-upgrade", choice(recommends)], doing: "upgrading packages")
  }

  func names(beginningWith prefix: String) async -> [String] {
    await session.lines(of: ["apt-cache", "pkgnames", prefix])
  }

  /// In the appliance's chroot services would run outside their own system, and keep the disk busy.
  ///
  /// A policy that the image brings along is left as it is.
  func withoutServiceStarts(_ body: () async throws -> Void) async throws {
    let guest = session.guest
    let isThere = try await guest.exists(Self.policyPath)
    guard guest.place == .appliance, !isThere else { return try await body() }
    try await guest.write(
      Self.policyPath, Array("#!/bin/sh\nexit 101\n".utf8), attributes: .executable)
    do {
      try await body()
    } catch {
      // The failure that matters is the packages'.
      try? await allowServiceStarts()
      throw error
    }
    try await allowServiceStarts()
  }

  private func allowServiceStarts() async throws {
    try await session.guest.check(
      GuestCommand(["rm", "-f", Self.policyPath]), doing: "allowing services to start again")
  }

  private func choice(_ recommends: Bool) -> String {
    recommends ? "--install-recommends" : "--no-install-recommends"
  }

  private func run(_ arguments: [String], doing: String) async throws {
    try await session.run(
      ["apt-get"] + Self.options + arguments, environment: Self.environment, doing: doing)
  }
}
