import BuildFoundation
import Foundation
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// An artifact boots on what its properties say, and nothing is left behind.
@Suite(.needs("qemu-img", "qemu-system-x86_64", "xorriso", "swtpm", "swtpm_setup"))
struct VerifyEndToEndTests {
  private let folder: TemporaryFolder
  private let imgbuild: Imgbuild
  private let image: FilePath
  private let digest: Digest

  init() throws {
    folder = try TemporaryFolder()
    imgbuild = Imgbuild(home: folder.path)
    let path = ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"]
    image = FilePath(try #require(path, "run scripts/test"))
    digest = try Digest.sha256(ofFile: image)
  }

  /// Gives what is printed, once everything has held and nothing was left behind.
  private func verify(_ options: [String], of place: FilePath) async throws -> String {
    let outcome = try await imgbuild.run(
      [
        "verify", place.string, "--as", "ram=1GiB,disk=4GiB",
        "--logs", folder.path.appending("logs").string,
      ] + options)
    let console = try? String(
      contentsOfFile: folder.path.appending("logs/console.log").string, encoding: .utf8)
    #expect(outcome.status == 0, "\(outcome.text)\n\(console?.suffix(3000) ?? "")")
    #expect(outcome.text.contains(" the root file system fills the flavor's disk of 4 GiB"))
    #expect(try Digest.sha256(ofFile: image) == digest)
    #expect(try imgbuild.remains.list() == [])
    #expect(try imgbuild.leftovers() == [])
    return outcome.text
  }

  /// The hardest of all: signed loaders, a TPM, another bus, all from properties alone.
  @Test(.timeLimit(.minutes(20)))
  func debianBootsUnderSecureBoot() async throws {
    let report = folder.path.appending("report.xml")
    let text = try await verify(
      [
        "--junit", report.string,
        "--set", "hw_firmware_type=uefi", "--set", "hw_machine_type=q35",
        "--set", "os_secure_boot=required", "--set", "hw_tpm_version=2.0",
        "--set", "hw_tpm_model=tpm-crb", "--set", "hw_disk_bus=scsi",
      ], of: image.removingLastComponent())
    #expect(text.contains(" it was started by UEFI with Secure Boot"))
    #expect(text.contains("TPM 2.0"))
    #expect(try String(contentsOfFile: report.string, encoding: .utf8).contains("failures='0'"))
  }

  /// As most clouds start an image of a distribution: no agent, no config drive, BIOS and virtio.
  @Test(.timeLimit(.minutes(20)))
  func debianBootsWithAMetadataServiceAndNoAgent() async throws {
    let text = try await verify(
      ["--metadata", "service", "--set", "hw_qemu_guest_agent=no"],
      of: image.removingLastComponent())
    #expect(text.contains(" it was started by BIOS"))
    #expect(text.contains(" verify-2 boots until its user data answers"))
  }
}
