import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

@Suite(.needs("xorriso")) struct InstallerDiscTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A disc with these files, each of which holds its own name.
  private func disc(_ names: [String]) throws -> InstallerDisc {
    let tree = folder.path.appending("tree")
    for name in names {
      let file = tree.appending(name)
      try FileManager.default.createDirectory(
        atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
      try Data(name.utf8).write(to: URL(filePath: file.string))
    }
    let image = folder.path.appending("disc.iso")
    let run = try ToolRun(
      "xorriso", ["-as", "mkisofs", "-quiet", "-J", "-r", "-o", image.string, tree.string])
    try #require(run.status == 0, "\(run.output)")
    return InstallerDisc(path: image)
  }

  @Test(
    arguments: [
      (.preseed, ["install.amd/vmlinuz", "install.amd/initrd.gz", "install.amd/gtk/initrd.gz"]),
      (.kickstart, ["images/pxeboot/vmlinuz", "images/pxeboot/initrd.img", "images/install.img"]),
      (
        .autoinstall,
        ["casper/vmlinuz", "casper/initrd", "casper/hwe-vmlinuz", "casper/hwe-initrd"]
      ),
      (.autoinstall, ["casper/hwe-vmlinuz", "casper/hwe-initrd"]),
    ] as [(InstallerBase.AnswerKind, [String])])
  func theKernelIsFound(kind: InstallerBase.AnswerKind, names: [String]) async throws {
    let found = try await disc(names + ["pool/main/a/a.deb"]).extractKernel(
      for: kind, to: folder.path)
    #expect(try String(contentsOfFile: found.kernel.string, encoding: .utf8) == names[0])
    #expect(try String(contentsOfFile: found.initrd.string, encoding: .utf8) == names[1])
  }

  @Test func aDiscOfAnotherKindIsNamed() async throws {
    let disc = try disc(["images/pxeboot/vmlinuz", "images/pxeboot/initrd.img"])
    let error = await #expect(throws: BuildError.self) {
      try await disc.extractKernel(for: .autoinstall, to: folder.path)
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains("no place where discs for autoinstall files have it") == true)
    #expect(error?.output.contains("/casper/vmlinuz with /casper/initrd") == true)
  }

  @Test func whatIsNoDiscIsSaid() async throws {
    let file = try folder.write("disc.iso", "not a disc")
    let error = await #expect(throws: BuildError.self) {
      try await InstallerDisc(path: file).extractKernel(for: .preseed, to: folder.path)
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains("\(file)") == true)
  }
}
