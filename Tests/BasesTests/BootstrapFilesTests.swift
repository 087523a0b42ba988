import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

@Suite struct GuestFilesTests {
  private let identity = FileSystemIdentity(
    root: "0f0e0d0c-0000-0000-0000-000000000000", systemPartition: "1234ABCD")

  @Test func fstabNamesBothFileSystems() {
    #expect(
      GuestFiles.all(root: identity)["etc/fstab"] == """
        UUID=0f0e0d0c-0000-0000-0000-000000000000 / ext4 \
        rw,discard,errors=remount-ro,x-systemd.growfs 0 1
        UUID=1234-ABCD /boot/efi vfat umask=0077 0 0

        """)
  }

  @Test func filesAreTextsBelowTheRoot() {
    for (path, content) in GuestFiles.all(root: identity) {
      #expect(!path.hasPrefix("/"), "\(path)")
      #expect(content.hasSuffix("\n"), "\(path)")
      #expect(!content.contains("\r"), "\(path)")
    }
  }

  @Test func identitiesAreRandomAndWellFormed() {
    let one = FileSystemIdentity.random()
    let two = FileSystemIdentity.random()
    #expect(one.root != two.root && one.systemPartition != two.systemPartition)
    #expect(UUID(uuidString: one.root) != nil && one.root == one.root.lowercased())
    #expect(one.systemPartitionUUID.wholeMatch(of: /[0-9A-F]{4}-[0-9A-F]{4}/) != nil)
    #expect(one.environment["IMGBUILD_ROOT_UUID"] == one.root)
    #expect(one.environment["IMGBUILD_ESP_ID"] == one.systemPartition)
  }

  @Test(arguments: BootstrapBase.Distribution.allCases)
  func noPackageIsNamedTwice(distribution: BootstrapBase.Distribution) {
    let packages = BootstrapPackages(distribution).all
    #expect(Set(packages).count == packages.count)
  }
}

@Suite struct BootstrapScriptsTests {
  private static let scripts = [BootstrapScripts.hook, BootstrapScripts.assembly]

  @Test(arguments: scripts) func scriptsAreForAPOSIXShell(script: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("script.sh", script)
    let check = try ToolRun("sh", ["-n", file.string])
    #expect(check.status == 0, "\(check.output)")
    #expect(script.hasPrefix("#!/bin/sh\n"))
  }

  @Test(.needs("shellcheck"), arguments: scripts) func scriptsAreWithoutFault(
    script: String
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("script.sh", script)
    let check = try ToolRun("shellcheck", [file.string])
    #expect(check.status == 0, "\(check.output)")
  }

  /// A variable that nobody sets ends the script with `set -u`, minutes into a build.
  @Test func everyVariableIsSet() throws {
    let folder = try TemporaryFolder()
    let scratch = BuildScratch(
      id: "b", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
    let bootstrap = try BootstrapFolder(scratch)
    let known = Set(bootstrap.environment.keys)
      .union(DiskPartitions(diskSize: .gibibytes(4)).environment.keys)
      .union(FileSystemIdentity.zero.environment.keys).union(["IMGBUILD_DISTRIBUTION"])
    if bootstrap.isShared { bootstrap.remove() }
    for script in Self.scripts {
      for match in script.matches(of: /IMGBUILD_[A-Z_]+/) {
        #expect(known.contains(String(match.output)), "\(match.output)")
      }
    }
  }
}

@Suite struct BootstrapFolderTests {
  private let folder: TemporaryFolder
  private let bootstrap: BootstrapFolder

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path
    bootstrap = try BootstrapFolder(
      BuildScratch(
        id: "b", folder: path, onProcess: { _, _ in },
        partialOutput: { path.appending($0.lastComponent?.string ?? "x") }))
  }

  @Test func filesAreWritten() throws {
    try bootstrap.prepare(files: ["etc/a/b": "content"])
    #expect(String(decoding: try bootstrap.read("files/etc/a/b"), as: UTF8.self) == "content")
    #expect(String(decoding: try bootstrap.read("hook.sh"), as: UTF8.self) == BootstrapScripts.hook)
    bootstrap.remove()
    #expect(!FileManager.default.fileExists(atPath: bootstrap.path.string))
  }

  @Test func whatTheHookDidNotLeaveIsAnError() {
    let error = #expect(throws: BuildError.self) { try bootstrap.read("core.img") }
    #expect(error?.message.contains("the hook left no core.img") == true)
  }

  @Test func releasesAreNamedByTheirFiles() throws {
    let text = "aa  ./mirror.example_dists_bookworm_InRelease\nbb  ./other_Release\n\nnonsense\n"
    try Data(text.utf8).write(to: URL(filePath: bootstrap.path.appending("releases").string))
    #expect(
      try bootstrap.releases() == [
        "mirror.example_dists_bookworm_InRelease": "sha256:aa", "other_Release": "sha256:bb",
      ])
  }
}
