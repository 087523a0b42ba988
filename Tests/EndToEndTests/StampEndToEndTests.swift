import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// Any image is stamped with what its disk proves, and stamped anew when that changes.
@Suite(.needs("qemu-img", "qemu-system-x86_64"))
struct StampEndToEndTests {
  @Test(.timeLimit(.minutes(10)))
  func anImageOfOthersIsStamped() async throws {
    let folder = try TemporaryFolder()
    let imgbuild = Imgbuild(home: folder.path)
    let built = try #require(
      ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"], "run scripts/test")
    let image = folder.path.appending("web.vmdk")
    let made = try ToolRun(
      "qemu-img",
      ["convert", "-O", "vmdk", "-o", "subformat=streamOptimized", built, image.string])
    try #require(made.status == 0, "\(made.output)")
    let digest = try Digest.sha256(ofFile: image)

    let first = try await imgbuild.run([
      "stamp", image.string, "--set", "os_admin_user=debian", "--unset", "hw_rng_model",
    ])
    #expect(first.status == 0, "\(first.text)")
    #expect(first.text.contains("+ os_admin_user=debian  declared by hand"))
    var stamped = try properties(folder)
    #expect(stamped["os_admin_user"] as? String == "debian" && stamped["hw_rng_model"] == nil)
    #expect(stamped["hw_disk_bus"] as? String == "virtio" && stamped["min_disk"] as? Int == 2)
    let create = try text(folder, "glance-create.sh")
    #expect(create.contains("--disk-format vmdk") && create.contains("\"$folder\"/web.vmdk"))

    // What was told before stays; a contradiction changes nothing.
    let wrong = try await imgbuild.run(["stamp", image.string, "--set", "os_version=11"])
    #expect(wrong.status == 2, "\(wrong.text)")
    #expect(wrong.text.contains("os_version is declared as 11, but"))
    let second = try await imgbuild.run(["stamp", image.string, "--set", "hw_disk_bus=scsi"])
    #expect(second.status == 0, "\(second.text)")
    #expect(second.text.contains("~ hw_disk_bus: virtio → scsi"), "\(second.text)")
    stamped = try properties(folder)
    #expect(stamped["os_admin_user"] as? String == "debian" && stamped["hw_rng_model"] == nil)
    let set = try text(folder, "glance-set.sh")
    #expect(set.contains("hw_disk_bus=scsi") && set.contains("hw_scsi_model=virtio-scsi"))
    #expect(!set.contains("os_admin_user"))
    #expect(try Digest.sha256(ofFile: image) == digest)
    #expect(try imgbuild.remains.list() == [])
  }

  /// An artifact's manifest tells of the stamp, and of no verification that was of another one; what is
  /// converted is the same disk with the same stamp.
  @Test(.timeLimit(.minutes(10)))
  func anArtifactIsStampedAnewAndConverted() async throws {
    let folder = try TemporaryFolder()
    let imgbuild = Imgbuild(home: folder.path)
    let built = try #require(
      ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"], "run scripts/test")
    let artifact = folder.path.appending("web")
    try FileManager.default.copyItem(
      atPath: FilePath(built).removingLastComponent().string, toPath: artifact.string)
    let stamp = try await imgbuild.run(["stamp", artifact.string, "--set", "os_admin_user=debian"])
    #expect(stamp.status == 0, "\(stamp.text)")
    #expect(
      stamp.text.contains("wrote properties.json, glance-create.sh, glance-set.sh, manifest.json"))
    let data = try #require(
      FileManager.default.contents(atPath: artifact.appending("manifest.json").string))
    let manifest = try #require(Manifest.read(from: data))
    #expect(manifest.properties.contains { $0.name == "os_admin_user" && $0.value == "debian" })
    #expect(manifest.verification == nil)
    let again = try await imgbuild.run(["stamp", artifact.string])
    #expect(again.text.contains("nothing has changed since the stamp before"), "\(again.text)")

    let converted = try await imgbuild.run([
      "convert", artifact.string, "--to", "raw", "--to", "vhd", "--output",
      folder.path.appending("other").string,
    ])
    #expect(converted.status == 0, "\(converted.text)")
    let stem = FilePath(manifest.image.name).stem ?? ""
    for format in ["raw", "vhd"] {
      let path = folder.path.appending("other/\(stem).\(format).glance-create.sh")
      let text = try String(contentsOfFile: path.string, encoding: .utf8)
      #expect(text.contains("--disk-format \(format)") && text.contains("os_admin_user=debian"))
    }
    let twice = try await imgbuild.run([
      "convert", artifact.string, "--to", "raw", "--output", folder.path.appending("other").string,
    ])
    #expect(twice.status == 2 && twice.text.contains("is there already"), "\(twice.text)")
    #expect(try imgbuild.leftovers() == [] && imgbuild.remains.list() == [])
  }

  private func text(_ folder: TemporaryFolder, _ name: String) throws -> String {
    try String(
      contentsOfFile: folder.path.appending("web.vmdk.\(name)").string, encoding: .utf8)
  }

  private func properties(_ folder: TemporaryFolder) throws -> [String: Any] {
    let data = Data(try text(folder, "properties.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
