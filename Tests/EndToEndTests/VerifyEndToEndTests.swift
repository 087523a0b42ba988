import BuildFoundation
import Foundation
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// An artifact boots on what its properties say, and nothing is left behind.
@Suite(.needs("qemu-img", "qemu-system-x86_64", "xorriso", "swtpm", "swtpm_setup"))
struct VerifyEndToEndTests {
  /// The hardest of all: signed loaders, a TPM, another bus, all from properties alone.
  @Test(.timeLimit(.minutes(20)))
  func debianBootsUnderSecureBoot() async throws {
    let folder = try TemporaryFolder()
    let imgbuild = Imgbuild(home: folder.path)
    let image = try #require(
      ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"], "run scripts/test")
    let digest = try Digest.sha256(ofFile: FilePath(image))
    let report = folder.path.appending("report.xml")
    let outcome = try await imgbuild.run([
      "verify", FilePath(image).removingLastComponent().string, "--as", "ram=1GiB,disk=4GiB",
      "--junit", report.string, "--logs", folder.path.appending("logs").string,
      "--set", "hw_firmware_type=uefi", "--set", "hw_machine_type=q35",
      "--set", "os_secure_boot=required", "--set", "hw_tpm_version=2.0",
      "--set", "hw_tpm_model=tpm-crb", "--set", "hw_disk_bus=scsi",
    ])
    let console = try? String(
      contentsOfFile: folder.path.appending("logs/console.log").string, encoding: .utf8)
    #expect(outcome.status == 0, "\(outcome.text)\n\(console?.suffix(3000) ?? "")")
    #expect(outcome.text.contains(" it was started by UEFI with Secure Boot"))
    #expect(outcome.text.contains(" the root file system fills the flavor's disk of 4 GiB"))
    #expect(outcome.text.contains("TPM 2.0"))
    #expect(try String(contentsOfFile: report.string, encoding: .utf8).contains("failures='0'"))
    #expect(try Digest.sha256(ofFile: FilePath(image)) == digest)
    #expect(try imgbuild.remains.list() == [])
    #expect(try imgbuild.leftovers() == [])
  }
}
