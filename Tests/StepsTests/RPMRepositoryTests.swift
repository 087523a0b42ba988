import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

/// dnf and zypper themselves, in a folder, with a repository that is made here.
@Suite(
  .needs("dnf", "zypper", "rpm", "rpmbuild", "rpmsign", "createrepo_c", "gpg", "unshare"),
  .enabled(if: FolderGuest.isPossible, "needs root, or user namespaces"))
struct RPMRepositoryTests {
  private static let release = [
    "dnf": "ID=rocky\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=9.4\n",
    "zypper": "ID=opensuse-leap\nID_LIKE=\"suse opensuse\"\nVERSION_ID=15.6\n",
  ]

  private func packages(
    _ guest: FolderGuest, install: [String] = [], remove: [String] = [], upgrade: Bool = false,
    repositories: [PackageRepository] = []
  ) async throws {
    let action = StepAction.packages(
      PackagesStep(
        install: install.map { located($0) }, remove: remove.map { located($0) }, update: false,
        upgrade: upgrade, repositories: repositories))
    try await step(action).apply(to: guest, report: StepReport("step-1", to: EventRecorder()))
  }

  @Test(arguments: ["dnf", "zypper"])
  func packagesComeFromARepositoryWithAKey(manager: String) async throws {
    let vendor = try RPMVendor.shared.get()
    let guest = try FolderGuest(release: try #require(Self.release[manager]))
    try vendor.offer(version: 1, to: guest)
    try await packages(
      guest, install: ["imgbuild-hello", "imgbuild-other"],
      repositories: [vendor.repository(key: "key.gpg")])
    #expect(try await guest.text("/opt/imgbuild-hello/version") == "1\n")

    try vendor.offer(version: 2, to: guest)
    try await packages(guest, upgrade: true)
    #expect(try await guest.text("/opt/imgbuild-hello/version") == "2\n")

    let slip = await #expect(throws: BuildError.self) {
      try await packages(guest, install: ["imgbuild-helo"])
    }
    #expect(slip?.hint == "did you mean `imgbuild-hello`?", "\(slip as Any)")
    #expect(slip?.message.contains("imgbuild-helo") == true)

    try await packages(guest, remove: ["imgbuild-hello"])
    #expect(try await !guest.exists("/opt/imgbuild-hello"))
    #expect(try await guest.exists("/opt/imgbuild-other"))
  }

  @Test(arguments: ["dnf", "zypper"])
  func aWrongKeyIsAnErrorAndTrustIsAChoice(manager: String) async throws {
    let vendor = try RPMVendor.shared.get()
    let guest = try FolderGuest(release: try #require(Self.release[manager]))
    try vendor.offer(version: 1, to: guest)
    let error = await #expect(throws: BuildError.self) {
      try await packages(
        guest, install: ["imgbuild-hello"], repositories: [vendor.repository(key: "wrong.asc")])
    }
    #expect(error?.hint?.contains("`key`") == true, "\(error as Any) \(error?.output ?? [])")
    #expect(try await !guest.exists("/opt/imgbuild-hello"))

    try await packages(
      guest, install: ["imgbuild-hello"], repositories: [vendor.repository(trusted: true)])
    #expect(try await guest.exists("/opt/imgbuild-hello"))
  }

  @Test(arguments: ["dnf", "zypper"])
  func aRepositoryThatIsNotThereIsToldSo(manager: String) async throws {
    let vendor = try RPMVendor.shared.get()
    let guest = try FolderGuest(release: try #require(Self.release[manager]))
    let error = await #expect(throws: BuildError.self) {
      try await packages(guest, repositories: [vendor.repository(trusted: true)])
    }
    #expect(
      error?.hint?.contains("could not reach") == true, "\(error as Any) \(error?.output ?? [])")
  }
}
