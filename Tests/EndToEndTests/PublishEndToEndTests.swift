import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// `imgbuild publish` as a timer runs it, on machines that are switched off in the middle.
@Suite(.needsOpenStack, .needs("timeout"))
struct PublishEndToEndTests {
  private static let kills = 10
  private let folder: TemporaryFolder
  private let imgbuild: Imgbuild
  private let name = "nightly-\(UUID().uuidString)"

  init() async throws {
    folder = try TemporaryFolder()
    var imgbuild = Imgbuild(home: folder.path)
    let bed = try await OpenStackBed.shared()
    imgbuild.variables = ["OS_CLIENT_CONFIG_FILE=\(bed.cloudsFile)", "no_proxy=127.0.0.1"]
    self.imgbuild = imgbuild
  }

  /// An image that was stamped; each number has other data.
  private func image(_ number: Int) async throws -> FilePath {
    var generator = SplitMix(state: UInt64(number))
    let words = (0..<(4 << 17)).map { _ in generator.next() }
    let path = folder.path.appending("disk-\(number).img")
    try words.withUnsafeBytes { Data($0) }.write(to: URL(filePath: path.string))
    let record = StampRecord(
      image: try await .describing(path, format: "raw", virtualSize: .mebibytes(4)),
      profile: "openstack",
      properties: [
        ImageProperty("os_distro", "debian", because: "a test"),
        ImageProperty("min_disk", "1", because: "a test"),
      ], omitted: [], mismatches: [])
    try record.encoded().write(to: URL(filePath: "\(path).stamp.json"))
    return path
  }

  private func publish(_ path: FilePath, killedAfter limit: Duration? = nil) async throws
    -> Imgbuild.Outcome
  {
    var imgbuild = imgbuild
    if let limit { imgbuild.launcher = ["timeout", "-s", "KILL", "\(limit / .seconds(1))"] }
    return try await imgbuild.run([
      "publish", path.string, "--cloud", "demo", "--name", name, "--keep-images", "\(Self.kills)",
    ])
  }

  private struct Row: Decodable {
    let image: String
    let name: String
    let isCurrent: Bool
    let status: String
  }

  private func catalogue() async throws -> [Row] {
    let outcome = try await imgbuild.run(["catalogue", name, "--cloud", "demo", "--json"])
    let start = try #require(outcome.text.firstIndex(of: "["), "\(outcome.text)")
    return try JSONDecoder().decode([Row].self, from: Data(outcome.text[start...].utf8))
  }

  @Test(.timeLimit(.minutes(10)))
  func killsLeaveNothingBehind() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let first = try await publish(image(0))
    #expect(first.status == 0, "\(first.text)")
    let usual = clock.now - start
    var killed = 0
    for number in 1...Self.kills {
      let path = try await image(number)
      // The last one ends by itself, most likely.
      let limit = usual * Double(number) / Double(Self.kills)
      if try await publish(path, killedAfter: limit).status != 0 { killed += 1 }
      // Whatever was reached, the name stands for a whole image, or the next run makes it so.
      let outcome = try await publish(path)
      #expect(outcome.status == 0, "\(outcome.text)")
      let rows = try await catalogue()
      #expect(rows.count == number + 1, "\(rows)")
      #expect(rows.filter(\.isCurrent).map(\.name) == [name], "\(rows)")
      #expect(rows.allSatisfy { $0.status == "active" }, "\(rows)")
      #expect(!rows.contains { $0.name.hasSuffix("(not finished)") }, "\(rows)")
    }
    #expect(killed >= Self.kills / 2)
    let resumed = try await imgbuild.run(["publish", "--resume"])
    #expect(resumed.status == 0 && resumed.text == "nothing was cut off", "\(resumed.text)")
  }

  /// What was published is what a recipe starts from, by its name.
  @Test(.timeLimit(.minutes(15)), .needs("qemu-img", "qemu-system-x86_64"))
  func anImageOfACloudIsABase() async throws {
    let path = ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"]
    let artifact = FilePath(try #require(path, "run scripts/test")).removingLastComponent()
    let published = try await imgbuild.run([
      "publish", artifact.string, "--cloud", "demo", "--name", name,
    ])
    try #require(published.status == 0, "\(published.text)")
    #expect(published.text.contains("has not been booted as it is stamped"), "\(published.text)")
    let recipe = try folder.write(
      "next.yml",
      """
      version: 1
      name: next
      base:
        glance: {cloud: demo, name: \(name)}
      steps:
        - write: {path: /etc/motd, content: from a cloud}
      verify: false
      """)
    let built = try await imgbuild.run(["run", recipe.string, "--output", folder.path.string])
    #expect(built.status == 0, "\(built.text)")
    let manifest = try #require(
      Manifest.read(
        from: Data(contentsOf: URL(filePath: folder.path.appending("next/manifest.json").string))))
    let data = try Data(
      contentsOf: URL(filePath: artifact.appending("manifest.json").string))
    let original = try #require(Manifest.read(from: data))
    #expect(manifest.inputs.values.contains("sha512:\(original.image.sha512)"))
    #expect(manifest.facts.system == original.facts.system)
  }

  /// A cloud whose store wants raw images gets them, once.
  @Test(.timeLimit(.minutes(5)), .needs("qemu-img"))
  func theFormatIsWhatTheCloudWants() async throws {
    let path = try await image(1)
    func publish(_ more: String...) async throws -> Imgbuild.Outcome {
      try await imgbuild.run(
        ["publish", path.string, "--cloud", "demo", "--name", name, "--format", "qcow2"] + more)
    }
    let dry = try await publish("--dry-run")
    #expect(dry.text.contains("would be uploaded, private"), "\(dry.text)")
    let first = try await publish()
    #expect(first.status == 0 && first.text.contains("uploaded and checked"), "\(first.text)")
    let again = try await publish()
    #expect(again.text.contains("nothing was uploaded or changed"), "\(again.text)")
    let bed = try await OpenStackBed.shared()
    let shown = try await bed.openstack("demo", ["image", "show", name, "-f", "json"])
    let start = try #require(shown.output.firstIndex(of: "{"), "\(shown.output)")
    let image = try JSONSerialization.jsonObject(with: Data(shown.output[start...].utf8))
    #expect((image as? [String: Any])?["disk_format"] as? String == "qcow2")
    #expect(try imgbuild.leftovers() == [] && imgbuild.remains.list() == [])
  }

  @Test(.timeLimit(.minutes(5)))
  func slipsAreExplained() async throws {
    let path = try await image(1)
    let missing = try await imgbuild.run(["publish", "/nowhere.qcow2", "--cloud", "demo"])
    #expect(missing.status == 2 && missing.text.contains("there is no file /nowhere.qcow2"))
    let cloud = try await imgbuild.run(["publish", path.string, "--cloud", "dem"])
    #expect(cloud.status != 0 && cloud.text.contains("demo"), "\(cloud.text)")
    let plain = folder.path.appending("plain.img")
    try Data("x".utf8).write(to: URL(filePath: plain.string))
    let unstamped = try await imgbuild.run(["publish", plain.string, "--cloud", "demo"])
    #expect(unstamped.status == 2 && unstamped.text.contains("imgbuild stamp"))
    let dry = try await imgbuild.run([
      "publish", path.string, "--cloud", "demo", "--name", name, "--dry-run",
    ])
    #expect(
      dry.text.contains("would be uploaded, private") && dry.text.contains("+ os_distro=debian"))
    #expect(try await catalogue().isEmpty)
  }
}
