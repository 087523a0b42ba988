import BuildFoundation
import Foundation
import ImageProperties
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ArtifactFolderTests {
  private let folder: TemporaryFolder
  private let artifact: ArtifactFolder

  init() throws {
    folder = try TemporaryFolder()
    artifact = ArtifactFolder(
      path: folder.path.appending("out/web"), partial: folder.path.appending("out/.web"))
    try artifact.begin()
  }

  private func content(_ name: String) -> String? {
    FileManager.default.contents(atPath: artifact.path.appending(name).string).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test func theFirstArtifactIsMovedIntoPlace() throws {
    try artifact.write("a.sh", Data("new".utf8), isExecutable: true)
    try artifact.copy(try folder.write("log", "lines"), as: "build.log")
    try artifact.copy("/nonexistent", as: "console.log")
    try artifact.publish { _, _ in Issue.record("there is nothing to exchange with") }
    #expect(content("a.sh") == "new")
    #expect(content("build.log") == "lines")
    #expect(content("console.log") == nil)
    #expect(FileManager.default.isExecutableFile(atPath: artifact.path.appending("a.sh").string))
    #expect(!FileManager.default.fileExists(atPath: artifact.partial.string))
  }

  @Test func aLaterOneIsExchangedAndTheOldOneGoes() throws {
    try artifact.write("old", Data())
    try artifact.publish { _, _ in }
    try artifact.begin()
    try artifact.write("new", Data())
    try artifact.publish { try FakeHost().exchange($0, $1) }
    #expect(content("new") == "")
    #expect(content("old") == nil)
    #expect(!FileManager.default.fileExists(atPath: artifact.partial.string))
  }

  @Test func whatCannotBeWrittenIsTheHostsFault() throws {
    let blocked = ArtifactFolder(
      path: "/proc/imgbuild/web", partial: "/proc/imgbuild/.web")
    let error = #expect(throws: BuildError.self) { try blocked.begin() }
    #expect(error?.code == .host)
    #expect(throws: BuildError.self) { try artifact.write("no/such/folder", Data()) }
  }
}

@Suite struct GlanceFilesTests {
  private let image = ImageFile(
    name: "web.qcow2", format: "qcow2", size: ByteCount(bytes: 1), virtualSize: .gibibytes(4),
    sha256: "aa", sha512: "bb")

  private func files(
    _ properties: [String: String], name: String = "web", image: ImageFile? = nil
  ) -> GlanceFiles {
    GlanceFiles(
      name: name, image: image ?? self.image,
      properties: PropertySet(
        properties.map { ImageProperty($0.key, $0.value, because: "a test") }))
  }

  /// Values and names that a shell or JSON could misread.
  private static let hostile = [
    "plain", "", " ", "a b", "$(touch x)", "`id`", "'", "''", #"""#, #"\"#, #"\n"#, "a\nb", "*",
    "~", "é 🦕", "a'b\"c$d", "-x", "--", "#", "!!", "a;b|c&d", "$HOME", "\t", "a=b",
  ]

  @Test(arguments: hostile) func propertiesAreJSON(value: String) throws {
    let data = try files(["os_note": value, "min_disk": "4", "min_ram": "512"]).propertiesJSON()
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["os_note"] as? String == value)
    #expect(object["min_disk"] as? Int == 4)
    #expect(object["min_disk"] as? String == nil)
    #expect(object["min_ram"] as? Int == 512)
    #expect(object.count == 3)
  }

  /// All of these are whole numbers to the rules, but not all to JSON.
  @Test(arguments: ["8", "08", "+8"]) func minimaAreIntegersHoweverTheyAreWritten(
    value: String
  ) throws {
    let data = try files(["min_disk": value]).propertiesJSON()
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["min_disk"] as? Int == 8)
  }

  /// Runs `glance-set.sh` with a client that prints its arguments, one a line, quoted.
  private func calls(
    from old: [String: String], to new: [String: String]
  ) throws -> (status: Int32, lines: [String]) {
    let folder = try TemporaryFolder()
    let earlier = PropertySet(old.map { ImageProperty($0.key, $0.value, because: "a test") })
    let script = try folder.write("glance-set.sh", files(new).setScript(from: earlier))
    // A function, not a file: one that was just written is busy where another test forks meanwhile.
    let client = #"openstack() { for word; do printf '<%s>' "$word"; done; echo; }; . "$0""#
    let run = try ToolRun("sh", ["-c", client, script.string, "my image"])
    return (run.status, run.output.split(separator: "\n").map(String.init))
  }

  @Test func theSetScriptBringsAnImageToTheNewStamp() throws {
    let run = try calls(
      from: [
        "hw_disk_bus": "ide", "hw_vif_model": "e1000", "hw_machine_type": "pc", "min_ram": "512",
      ],
      to: ["hw_disk_bus": "virtio", "hw_vif_model": "e1000", "os_note": "it's", "min_disk": "4"])
    #expect(run.status == 0)
    #expect(
      run.lines == [
        "<image><set><--property><hw_disk_bus=virtio><--min-disk><4><--property><os_note=it's><my image>",
        "<image><set><--min-ram><0><my image>",
        "<image><unset><--property><hw_machine_type><my image>",
      ])
    let same = try calls(from: ["a": "b"], to: ["a": "b"])
    #expect(same.status == 0 && same.lines == ["nothing has changed since the stamp before"])
  }

  @Test(arguments: hostile) func theSetScriptTakesAnyValue(value: String) throws {
    let run = try calls(from: [:], to: ["os_note": value])
    #expect(run.lines.joined(separator: "\n").contains("<os_note=\(value)>"))
  }

  @Test func noPropertiesAreAnEmptyObject() throws {
    let data = try files([:]).propertiesJSON()
    #expect(try JSONSerialization.jsonObject(with: data) as? [String: String] == [:])
  }

  /// Runs the script with a client that prints its arguments, each ended by a NUL.
  private func arguments(
    of files: GlanceFiles, _ given: [String] = []
  ) throws -> (arguments: [String], folder: String) {
    let folder = try TemporaryFolder()
    let client = try folder.write("openstack", "#!/bin/sh\nprintf '%s\\0' \"$@\"\n")
    chmod(client.string, 0o755)
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("the image").string, withIntermediateDirectories: true)
    let script = try folder.write("the image/glance-create.sh", files.createScript())
    let check = try ToolRun("sh", ["-n", script.string])
    #expect(check.status == 0, "\(check.output)")
    let run = try ToolRun(
      "sh", [script.string] + given, environment: ["PATH": "\(folder.path):/usr/bin:/bin"])
    #expect(run.status == 0, "\(run.output)")
    return (
      run.output.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map {
        String($0)
      }, folder.path.appending("the image").string
    )
  }

  @Test func theScriptCreatesTheImage() throws {
    let properties = ["hw_disk_bus": "virtio", "min_disk": "4", "min_ram": "512"]
    let (found, folder) = try arguments(of: files(properties))
    #expect(
      found == [
        "image", "create", "--private", "--disk-format", "qcow2", "--container-format", "bare",
        "--property", "hw_disk_bus=virtio", "--min-disk", "4", "--min-ram", "512", "--file",
        "\(folder)/web.qcow2", "web",
      ])
    #expect(try arguments(of: files([:]), ["another name"]).arguments.last == "another name")
  }

  @Test(arguments: hostile) func theScriptPassesValuesOnAsTheyAre(text: String) throws {
    var image = image
    image.name = "\(text).qcow2"
    let (found, folder) = try arguments(
      of: files(["os_note": text], name: text, image: image))
    #expect(
      found.dropFirst(7) == [
        "--property", "os_note=\(text)", "--file", "\(folder)/\(text).qcow2", text,
      ])
  }
}

@Suite struct ManifestTests {
  @Test func itComesBackAsItWas() throws {
    let key = LayerKey(on: nil, [])
    let manifest = Manifest(
      name: "web", imgbuild: "1", created: Date(timeIntervalSince1970: 1_800_000_000),
      recipe: .init(file: "web.yml", sha256: "ab"), key: key, inputs: ["a": "b"],
      steps: [StepOutcome(id: "base", title: "a/b", key: key, cached: true, seconds: 1.5)],
      stages: ["seal": 2],
      image: ImageFile(
        name: "web.qcow2", format: "qcow2", size: ByteCount(bytes: 1), virtualSize: .gibibytes(4),
        sha256: "aa", sha512: "bb"),
      facts: .sample, properties: [ImageProperty("os_type", "linux", because: "a test")],
      verification: VerificationReport(hardware: "pc", passed: ["it boots"], seconds: 3))
    let data = try manifest.encoded()
    let read = try #require(Manifest.read(from: data))
    #expect(try read.encoded() == data)
    #expect(read.facts == manifest.facts)
    #expect(read.created == manifest.created)
    #expect(data.last == UInt8(ascii: "\n"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["key"] as? String == key.hex)
    #expect(object["version"] as? Int == 1)
    #expect(Manifest.read(from: Data("{".utf8)) == nil)
    #expect(Manifest.read(from: data.dropLast(20)) == nil)
  }
}
