import Foundation
import SystemPackage
import TestSupport
import Testing

/// `imgbuild image` for people who have no openstack client, against one that has made the image.
@Suite(.needsOpenStack, .needs("qemu-img"))
struct CloudImageEndToEndTests {
  private let folder: TemporaryFolder
  private let imgbuild: Imgbuild
  private let bed: OpenStackBed
  private let name = "größe “x”/\(UUID().uuidString)"

  init() async throws {
    folder = try TemporaryFolder()
    bed = try await OpenStackBed.shared()
    var imgbuild = Imgbuild(home: folder.path)
    imgbuild.variables = ["OS_CLIENT_CONFIG_FILE=\(bed.cloudsFile)", "no_proxy=127.0.0.1"]
    self.imgbuild = imgbuild
  }

  private func makeImage() async throws -> FilePath {
    let disk = folder.path.appending("disk.qcow2")
    try #require(
      try ToolRun("qemu-img", ["create", "-q", "-f", "qcow2", disk.string, "8M"]).status == 0)
    let made = try await bed.openstack(
      "demo",
      [
        "image", "create", "--disk-format", "qcow2", "--container-format", "bare", "--file",
        disk.string, "--property", "hw_disk_bus=virtoi", "--property", "os_distro=debian",
        "--property", "theirs=x", name,
      ])
    try #require(made.status == 0, "\(made.output)")
    return disk
  }

  private func image(_ words: String...) async throws -> Imgbuild.Outcome {
    try await imgbuild.run(["image"] + words + ["--cloud", "demo"])
  }

  private func document(_ outcome: Imgbuild.Outcome) throws -> [String: Any] {
    let start = try #require(outcome.text.firstIndex(of: "{"), "\(outcome.text)")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.text[start...].utf8))
    return try #require(value as? [String: Any])
  }

  @Test(.timeLimit(.minutes(5)))
  func whatAnotherClientHasMadeIsShownChangedAndFetched() async throws {
    let disk = try await makeImage()
    let listed = try await image("list", "--name", name, "--property", "os_distro=debian")
    #expect(listed.text.contains(name) && listed.text.contains("192 KiB"), "\(listed.text)")
    let shown = try await image("show", name)
    #expect(shown.text.contains("`hw_disk_bus` cannot be `virtoi` (did you mean `virtio`?)"))
    // The openstack client writes these itself, and nobody has to be told.
    #expect(!shown.text.contains("cannot be declared"), "\(shown.text)")

    let changes = ["--set", "hw_disk_bus=virtio", "--set", "min_ram=512", "--unset", "theirs"]
    let dry = try await imgbuild.run(
      ["image", "set", name, "--cloud", "demo", "--dry-run"] + changes)
    #expect(dry.text.contains("~ hw_disk_bus: virtoi → virtio"), "\(dry.text)")
    let before = try document(try await image("show", name, "--json"))
    #expect((before["properties"] as? [String: String])?["theirs"] == "x")
    let changed = try await imgbuild.run(["image", "set", name, "--cloud", "demo"] + changes)
    #expect(changed.status == 0 && changed.text.contains("- theirs"), "\(changed.text)")
    let witness = try await bed.openstack("demo", ["image", "show", name, "-f", "json"])
    let start = try #require(witness.output.firstIndex(of: "{"), "\(witness.output)")
    let seen = try #require(
      JSONSerialization.jsonObject(with: Data(witness.output[start...].utf8)) as? [String: Any])
    let properties = try #require(seen["properties"] as? [String: Any])
    #expect(properties["hw_disk_bus"] as? String == "virtio" && properties["theirs"] == nil)
    #expect(seen["min_ram"] as? Int == 512)

    let file = folder.path.appending("fetched.qcow2")
    let fetched = try await image("pull", name, "--output", file.string)
    #expect(fetched.status == 0, "\(fetched.text)")
    #expect(
      FileManager.default.contentsEqual(atPath: file.string, andPath: disk.string))
    let stamp = try #require(
      FileManager.default.contents(atPath: "\(file).properties.json"))
    let stamped = try #require(JSONSerialization.jsonObject(with: stamp) as? [String: Any])
    #expect(Set(stamped.keys) == ["hw_disk_bus", "min_ram", "os_distro"])
    // From one project to another, with nothing but the two commands.
    let copied = try await imgbuild.run([
      "publish", file.string, "--cloud", "other", "--name", name,
    ])
    #expect(copied.status == 0 && copied.text.contains("uploaded and checked"), "\(copied.text)")
    let twice = try await image("pull", name, "--output", file.string)
    #expect(twice.status == 2 && twice.text.contains("is there already"), "\(twice.text)")
  }

  @Test(.timeLimit(.minutes(5)))
  func slipsAreExplained() async throws {
    let missing = try await image("show", "no such image")
    #expect(missing.status == 2 && missing.text.contains("there is none"), "\(missing.text)")
    let nothing = try await image("set", "x")
    #expect(nothing.status == 2 && nothing.text.contains("Say what is to change"))
    let value = try await image("set", "x", "--set", "hw_vif_model=foo")
    #expect(value.status == 2 && value.text.contains("it must be e1000"), "\(value.text)")
    for _ in 0..<2 {
      let made = try await bed.openstack("demo", ["image", "create", name])
      try #require(made.status == 0, "\(made.output)")
    }
    let several = try await image("show", name)
    #expect(several.status == 2 && several.text.contains("2 images have that name"))
  }
}
