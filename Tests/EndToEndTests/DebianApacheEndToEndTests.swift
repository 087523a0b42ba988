import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import StorageDaemon
import SystemPackage
import TestSupport
import Testing

/// The shipped recipe, from nothing to a verified image, with what happens to real builds on the way:
/// one is killed, one is interrupted, one has nothing to do.
@Suite(
  .serialized,
  .needs(
    "mmdebstrap", "qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "mke2fs", "mcopy",
    "xorriso"))
struct DebianApacheEndToEndTests {
  private static let recipe = FilePath(#filePath)
    .removingLastComponent().removingLastComponent().removingLastComponent()
    .appending("recipes/debian-apache.yml").string

  @Test(.timeLimit(.minutes(25)))
  func buildsAfterBeingKilledAndInterrupted() async throws {
    let folder = try TemporaryFolder()
    let imgbuild = Imgbuild(home: folder.path)
    try await killed(imgbuild)
    try await interrupted(imgbuild)
    try await built(imgbuild)
    try await upToDate(imgbuild)
    if OpenStackBed.programs != nil || HostTools.isCI { try await published(imgbuild) }
    try await failedVerificationKeepsTheArtifact(imgbuild)
  }

  /// `kill -9` while packages are installed: what was started lives on, until the next start.
  private func killed(_ imgbuild: Imgbuild) async throws {
    let outcome = try await imgbuild.run(arguments(imgbuild)) { line, signal in
      if line.contains("step-1 |") { signal(SIGKILL) }
    }
    #expect(outcome.status == 128 + SIGKILL)
    #expect(try !imgbuild.leftovers().isEmpty)
  }

  /// Ctrl-C while the appliance is up: everything ends in good order, within its 10 seconds.
  private func interrupted(_ imgbuild: Imgbuild) async throws {
    let clock = ContinuousClock()
    let sent = Moment()
    let outcome = try await imgbuild.run(arguments(imgbuild)) { line, signal in
      if line.contains("step-1 |"), sent.mark(clock.now) { signal(SIGINT) }
    }
    let ended = clock.now
    let reaped = outcome.lines.contains { $0.contains("cleaned up after an interrupted build") }
    #expect(reaped, "\(outcome.text)")
    #expect(outcome.lines.contains { $0.hasSuffix("base: cached") }, "\(outcome.text)")
    #expect(outcome.status == 130, "\(outcome.text)")
    let start = try #require(sent.moment, "\(outcome.text)")
    #expect(ended - start < .seconds(12))
    #expect(try imgbuild.remains.list() == [])
    #expect(try imgbuild.leftovers() == [])
  }

  private func built(_ imgbuild: Imgbuild) async throws {
    let outcome = try await imgbuild.run(arguments(imgbuild))
    #expect(outcome.status == 0, "\(outcome.text)")
    let launches = outcome.lines.filter { $0.contains("started: launch the appliance") }
    #expect(launches.count == 2, "one for all offline steps, one for seal and facts")
    #expect(outcome.text.contains("once for 5 steps"))
    try await checkArtifact(imgbuild)
    #expect(try imgbuild.remains.list() == [])
    #expect(try imgbuild.leftovers() == [])
  }

  private func checkArtifact(_ imgbuild: Imgbuild) async throws {
    let artifact = imgbuild.output.appending("debian-apache")
    let names = try FileManager.default.contentsOfDirectory(atPath: artifact.string).sorted()
    #expect(
      names == [
        "build.log", "console.log", "debian-apache.qcow2", "glance-create.sh", "manifest.json",
        "properties.json",
      ])
    let data = try #require(
      FileManager.default.contents(atPath: artifact.appending("manifest.json").string))
    let manifest = try #require(Manifest.read(from: data))
    let image = artifact.appending("debian-apache.qcow2")
    let (sha256, sha512) = try await FileHasher.digests(of: image)
    #expect(manifest.image.sha256 == sha256.hex && manifest.image.sha512 == sha512.hex)
    #expect(manifest.facts.packages.contains { $0.name == "mariadb-server" })
    #expect(manifest.facts.boot.bios && manifest.facts.boot.uefi)
    #expect(manifest.verification?.passed.count == 4)
    let info = try await QemuImage.info(image)
    #expect(info.format == "qcow2" && info.compression == "zstd" && info.backingFile == nil)
    let json = try #require(
      FileManager.default.contents(atPath: artifact.appending("properties.json").string))
    let properties = try #require(
      try JSONSerialization.jsonObject(with: json) as? [String: any Sendable])
    #expect(properties["min_disk"] as? Int == 4)
    #expect(properties["os_version"] as? String == "12")
    #expect(properties["hw_disk_bus"] as? String == "virtio")
    #expect(properties["hw_qemu_guest_agent"] as? String == "yes")
  }

  private func upToDate(_ imgbuild: Imgbuild) async throws {
    let outcome = try await imgbuild.run(arguments(imgbuild))
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("is up to date"), "\(outcome.text)")
  }

  /// What is up to date is published too, once; the openstack command is the witness.
  private func published(_ imgbuild: Imgbuild) async throws {
    let bed = try await OpenStackBed.shared()
    var imgbuild = imgbuild
    imgbuild.variables = ["OS_CLIENT_CONFIG_FILE=\(bed.cloudsFile)", "no_proxy=127.0.0.1"]
    let publish = arguments(imgbuild) + ["--publish", "--cloud", "demo"]
    let first = try await imgbuild.run(publish)
    #expect(first.status == 0 && first.text.contains("uploaded and checked"), "\(first.text)")
    let again = try await imgbuild.run(publish)
    #expect(again.text.contains("nothing was uploaded or changed"), "\(again.text)")

    let run = try await bed.openstack("demo", ["image", "show", "debian-apache", "-f", "json"])
    let start = try #require(run.output.firstIndex(of: "{"), "\(run.output)")
    let shown = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output[start...].utf8)) as? [String: Any])
    let found = try #require(shown["properties"] as? [String: Any])
    let artifact = imgbuild.output.appending("debian-apache")
    let json = try Data(
      contentsOf: URL(filePath: artifact.appending("properties.json").string))
    let stamped = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    for (name, value) in stamped {
      let there = ["min_disk", "min_ram"].contains(name) ? shown[name] : found[name]
      #expect("\(there ?? "nothing")" == "\(value)", "\(name)")
    }
    let manifest = try #require(
      Manifest.read(
        from: Data(contentsOf: URL(filePath: artifact.appending("manifest.json").string))))
    #expect(shown["status"] as? String == "active")
    #expect(found["os_hash_value"] as? String == manifest.image.sha512)
  }

  /// A recipe of the same name whose test cannot pass fails, and leaves the artifact as it was.
  ///
  /// It
  /// declares UEFI, so that it also shows that the one image boots there: the failure is the test's.
  private func failedVerificationKeepsTheArtifact(_ imgbuild: Imgbuild) async throws {
    let manifest = imgbuild.output.appending("debian-apache/manifest.json").string
    let before = FileManager.default.contents(atPath: manifest)
    let text = try String(contentsOfFile: Self.recipe, encoding: .utf8)
      .replacingOccurrences(
        of: "os_admin_user: debian",
        with: "os_admin_user: debian\n  hw_firmware_type: uefi\n  hw_machine_type: q35"
      )
      .replacingOccurrences(of: "systemctl is-active apache2 mariadb", with: "echo no; exit 3")
      .replacingOccurrences(of: "verify:\n  timeout: 10m", with: "verify:\n  timeout: 3m")
    let files = FilePath(Self.recipe).removingLastComponent().appending("files")
    try FileManager.default.copyItem(
      atPath: files.string, toPath: imgbuild.home.appending("files").string)
    let recipe = imgbuild.home.appending("debian-apache.yml").string
    try text.write(toFile: recipe, atomically: true, encoding: .utf8)
    let outcome = try await imgbuild.run(
      ["run", recipe, "--output", imgbuild.output.string])
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(outcome.text.contains("q35, UEFI"), "\(outcome.text)")
    #expect(outcome.text.contains("passed: port 80 answers"), "\(outcome.text)")
    #expect(outcome.text.contains("it ended with status 3: no"), "\(outcome.text)")
    #expect(FileManager.default.contents(atPath: manifest) == before)
    #expect(try imgbuild.leftovers() == [])
  }

  private func arguments(_ imgbuild: Imgbuild) -> [String] {
    ["run", Self.recipe, "--output", imgbuild.output.string]
  }
}
