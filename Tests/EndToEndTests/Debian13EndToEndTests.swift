import Foundation
import ImageProperties
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// The release after the one that most tests use: another initramfs, another cloud-init, newer signatures.
@Suite(.needs("mmdebstrap", "qemu-img", "qemu-system-x86_64", "sbverify"))
struct Debian13EndToEndTests {
  @Test(.timeLimit(.minutes(15)))
  func itIsInspected() async throws {
    let folder = try TemporaryFolder()
    let imgbuild = Imgbuild(home: folder.path)
    let recipe = try folder.write(
      "trixie.yml",
      """
      version: 1
      name: trixie
      base:
        bootstrap: {distribution: debian, suite: trixie}
      disk: {size: 2 GiB}
      verify: false
      """)
    let built = try await imgbuild.run(["run", recipe.string, "--output", folder.path.string])
    try #require(built.status == 0, "\(built.text)")
    let inspected = try await imgbuild.run([
      "inspect", folder.path.appending("trixie/trixie.qcow2").string, "--json",
    ])
    try #require(inspected.status == 0, "\(inspected.text)")
    struct Document: Decodable { let facts: DiskFacts }
    let text = try #require(inspected.text.firstIndex(of: "{").map { inspected.text[$0...] })
    let facts = try JSONDecoder().decode(Document.self, from: Data(text.utf8)).facts
    #expect(facts.system.distribution == "debian" && facts.system.version == "13")
    #expect(facts.boot.bios && facts.boot.uefi)
    #expect(facts.secureBootObstacles == [])
    #expect(facts.guestAgent == .enabled && facts.cloudInit == .enabled)
    #expect(facts.cloudInitSettings?.dataSources?.contains("ConfigDrive") == true)
    let kernel = try #require(facts.kernels.first)
    #expect(
      kernel.presence(of: .block) == .initramfs && kernel.presence(of: .network) == .initramfs)
    #expect(kernel.issuers == ["Debian Secure Boot CA"])
    #expect(facts.residue == [])
    let properties = PropertyRules(facts).properties
    #expect(properties.value("os_version") == "13" && properties.value("hw_disk_bus") == "virtio")
  }
}
