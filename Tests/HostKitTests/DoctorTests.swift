import BuildFoundation
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import HostKit

@Suite struct DoctorTests {
  @Test func noCheckStopsTheOthers() async {
    let seen = Mutex<[String]>([])
    let doctor = Doctor(checks: [
      HostCheckRunner(name: "stuck", limit: .milliseconds(100)) {
        // Answers no cancellation, as a blocking call does.
        await Task { try? await Task.sleep(for: .seconds(30)) }.value
        return HostCheck(name: "stuck", .ok, "")
      },
      HostCheckRunner(name: "throws", failure: .warning) {
        throw BuildError(.host, "it broke", hint: "mend it")
      },
      HostCheckRunner(name: "fine") { HostCheck(name: "fine", .ok, "7.2") },
    ])
    let start = ContinuousClock.now
    let diagnosis = await doctor.run { row in seen.withLock { $0.append(row.name) } }
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(seen.withLock { $0 } == ["stuck", "throws", "fine"])
    #expect(
      diagnosis.checks == [
        HostCheck(name: "stuck", .missing, "no answer within 0.1 s"),
        HostCheck(name: "throws", .warning, "it broke", remedy: "mend it"),
        HostCheck(name: "fine", .ok, "7.2"),
      ])
    #expect(!diagnosis.canBuild)
  }

  @Test(
    arguments: [
      ([], true), ([.ok], true), ([.ok, .warning], true), ([.ok, .missing, .ok], false),
    ] as [([HostCheck.Status], Bool)])
  func aBuildNeedsAllThatIsNotOptional(statuses: [HostCheck.Status], canBuild: Bool) {
    let rows = statuses.map { HostCheck(name: "x", $0, "") }
    #expect(Diagnosis(checks: rows).canBuild == canBuild)
  }

  @Test(.timeLimit(.minutes(1)))
  func theStandardChecksOfThisHost() async throws {
    let folder = try TemporaryFolder()
    let folders = Folders(cache: folder.path, state: folder.path, runtime: folder.path)
    let checks = HostChecks.standard(folders: folders, output: folder.path.appending("a/b"))
    let diagnosis = await Doctor(checks: checks).run()
    #expect(diagnosis.checks.map(\.name) == checks.map(\.name))
    for row in diagnosis.checks {
      #expect(!row.detail.isEmpty)
      #expect(row.status == .ok || row.remedy != nil || row.name == "KVM", "\(row)")
    }
  }

  @Test(.needs("qemu-img"))
  func aToolTellsItsVersion() async {
    let row = await HostChecks.tool("qemu-img", .qemuImage).run()
    #expect(row.status == .ok)
    #expect(row.detail.wholeMatch(of: /\d+(\.\d+)+/) != nil)
  }

  @Test func aMissingToolNamesItsPackage() async {
    let tool = ExternalTool("no-such-tool", package: "its-package")
    let row = await HostChecks.tool("x", tool).run()
    #expect(row.status == .missing)
    #expect(row.remedy?.contains("its-package") == true)
  }

  @Test(
    arguments: [
      (true, true, "apt-get install --yes --no-install-recommends a b"),
      (true, false, "sudo apt-get install --yes --no-install-recommends a b"),
      (false, true, "install what Debian has as a b"),
    ])
  func packagesAreInstalledWithOneCommand(hasApt: Bool, isRoot: Bool, command: String) {
    #expect(HostPackages.install(["a", "b"], hasApt: hasApt, isRoot: isRoot) == command)
  }

  @Test func aToolThatFailsIsMissing() async {
    let row = await HostChecks.tool("false", ExternalTool("false", package: "coreutils")).run()
    #expect(row.status == .missing)
    #expect(row.detail.contains("--version failed"))
  }

  @Test(
    arguments: [
      ("QEMU emulator version 7.2.22 (Debian 1:7.2)", "7.2.22"), ("mmdebstrap 1.3.5", "1.3.5"),
      ("unknown", "unknown"),
    ])
  func versionsAreShort(line: String, expected: String) {
    #expect(HostChecks.shortened(line) == expected)
  }

  @Test func toolsAreCheckedTogether() async {
    let there = ExternalTool("sh", package: "dash")
    let gone = ["c", "a", "b"].map {
      ExternalTool("no-\($0)", package: "package-\($0 == "b" ? "a" : $0)")
    }
    #expect(await HostChecks.tools("x", [there]).run() == HostCheck(name: "x", .ok, "sh"))
    let optional = await HostChecks.tools("x", [there] + gone, onlyFor: "no dancing").run()
    #expect(optional.status == .warning && optional.detail.hasSuffix(": no dancing"))
    let row = await HostChecks.tools("x", [there] + gone).run()
    #expect(row.status == .missing)
    #expect(row.detail == "not found: no-c, no-a, no-b")
    #expect(row.remedy?.hasSuffix(" package-a package-c") == true)
  }

  @Test(arguments: [("root", HostCheck.Status.ok), ("no-such-user", .missing)])
  func libvirtWantsItsUser(name: String, status: HostCheck.Status) {
    #expect(HostChecks.libvirtUser(name).status == status)
  }

  @Test(
    arguments: [(10, .ok), (9, .warning), (3, .warning), (2, .missing)]
      as [(Int64, HostCheck.Status)])
  func room(gibibytes: Int64, status: HostCheck.Status) {
    let row = HostChecks.diskSpace("cache folder", "/c", free: .gibibytes(gibibytes))
    #expect(row.status == status)
    #expect(row.detail.hasPrefix("\(gibibytes) GiB free in /c"))
  }

  @Test(
    arguments: [
      ("MemTotal: 8 kB\nMemAvailable:    4194304 kB\n", HostCheck.Status.ok),
      ("MemAvailable: 1572864 kB", .warning), ("MemAvailable: 4096 kB", .missing),
      ("", .warning),
    ])
  func memory(content: String, status: HostCheck.Status) {
    #expect(HostChecks.memory(HostMemory.available(in: content)).status == status)
  }

  @Test func theApplianceNeedsAKernelWithModules() throws {
    let folder = try TemporaryFolder()
    let root = folder.path.string
    func row() -> HostCheck {
      HostChecks.applianceKernel(boot: root, modules: "\(root)/modules")
    }
    #expect(row().status == .missing)
    #expect(row().remedy?.contains("linux-image") == true)
    for version in ["6.1.0-9", "6.1.0-56"] {
      _ = try folder.write("vmlinuz-\(version)", "")
      #expect(row().detail.contains(version) == false)
      try FileManager.default.createDirectory(
        atPath: "\(root)/modules/\(version)", withIntermediateDirectories: true)
    }
    #expect(row() == HostCheck(name: "appliance kernel", .ok, "\(root)/vmlinuz-6.1.0-56"))
  }

  private static let allowed = HostChecks.UserNamespaces(
    user: "ann", userID: 1000,
    subordinateIDs: ["ann:100000:65536\n", "1000:100000:65536\n"], largestCount: "95786\n",
    unprivileged: "", hasMapper: true)

  @Test(arguments: [(true, HostCheck.Status.ok), (false, .missing)])
  func namespacesNeedTheMapper(hasMapper: Bool, status: HostCheck.Status) {
    var facts = Self.allowed
    facts.hasMapper = hasMapper
    #expect(HostChecks.row(for: facts).status == status)
  }

  @Test func namespacesNeedTheKernelAndSubordinateIDs() {
    var facts = Self.allowed
    facts.largestCount = "0\n"
    #expect(HostChecks.row(for: facts).remedy?.contains("max_user_namespaces") == true)
    facts = Self.allowed
    facts.unprivileged = "0\n"
    #expect(HostChecks.row(for: facts).remedy?.contains("unprivileged_userns_clone") == true)
    facts = Self.allowed
    facts.subordinateIDs[1] = "anna:1:1\n"
    #expect(HostChecks.row(for: facts).remedy?.contains("usermod") == true)
  }

  @Test(
    arguments: [
      (KVMVerdict.usable(loopMilliseconds: 1), HostCheck.Status.ok),
      (.tooSlow(loopMilliseconds: 277), .warning), (.absent, .warning), (.noPermission, .warning),
      (.failed(reason: "x"), .warning),
    ])
  func kvmIsNeverAMust(verdict: KVMVerdict, status: HostCheck.Status) {
    #expect(HostChecks.row(for: verdict).status == status)
  }
}
