import BuildFoundation
import Pipeline

/// apt in a guest, told not to ask and not to synchronise each file: a build that dies is built anew.
struct Apt: Sendable {
  let guest: any Guest
  let report: StepReport
  let limit: Duration

  private static let environment = [
    "DEBIAN_FRONTEND": "noninteractive", "DEBCONF_NONINTERACTIVE_SEEN": "true",
    "LC_ALL": "C.UTF-8", "NEEDRESTART_MODE": "l", "APT_LISTCHANGES_FRONTEND": "none",
  ]
  private static let options = [
    "-y", "-q", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3", "-o",
    "Acquire::Languages=none", "-o", "Dpkg::Options::=--force-unsafe-io", "-o",
    "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold",
  ]
  private static let policyPath = "/usr/sbin/policy-rc.d"

  /// Whether package lists are there at all; those of the base are as fresh as the base.
  func hasLists() async throws -> Bool {
    try await guest.run(.shell("ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1")) { _ in } == 0
  }

  func update() async throws {
    report.progress("reading the package lists")
    try await run(["update"], doing: "apt-get update")
  }

  func install(_ packages: [String], recommends: Bool) async throws {
    let choice = recommends ? "--install-recommends" : "--no-install-recommends"
    try await run(
      ["install", choice] + packages, doing: "apt-get install")
  }

  func remove(_ packages: [String]) async throws {
    try await run(
      ["remove", "--purge", "--auto-remove"] + packages,
      doing: "apt-get remove")
  }

  /// Runs `body` while packages may not start their services.
  ///
  /// In the appliance's chroot they would run outside their own system, and keep the disk busy.
  /// A policy that the image brings along is left as it is.
  func withoutServiceStarts(_ body: () async throws -> Void) async throws {
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
    try await guest.check(
      GuestCommand(["rm", "-f", Self.policyPath]), doing: "allowing services to start again")
  }

  private func run(_ arguments: [String], doing: String) async throws {
    let command = GuestCommand(
      ["apt-get"] + Self.options + arguments, environment: Self.environment, limit: limit)
    do {
      try await guest.check(command, doing: doing) { report.output($0) }
    } catch var error as BuildError {
      error.hint = error.hint ?? Self.hint(for: error.output)
      throw error
    }
  }

  private static func hint(for output: [String]) -> String? {
    let text = output.joined(separator: "\n")
    if text.contains("Unable to locate package") {
      return "is the name right, and in a component that the image's sources have?"
    }
    if text.contains("Could not resolve") || text.contains("Failed to fetch") {
      return "the guest could not reach its package mirror; does the host?"
    }
    if text.contains("No space left") { return "give the disk more room: `disk: {size: …}`" }
    return nil
  }
}
