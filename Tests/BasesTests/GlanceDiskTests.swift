import BuildFoundation
import Foundation
import OpenStackClient
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

/// Which image of a cloud is taken, against a Glance that answers from a table.
@Suite struct GlanceDiskTests {
  private static let place = SourceLocation(file: "r.yml", line: 1, column: 1)

  private static func located(_ text: String) -> Located<String> { Located(text, at: place) }

  /// An image of Glance's list; `more` are further fields.
  private static func image(
    _ id: String, name: String = "debian-12", day: Int = 1, status: String = "active",
    format: String = "qcow2", more: String = ""
  ) -> String {
    """
    {"id": "\(id)", "name": "\(name)", "status": "\(status)", "disk_format": "\(format)",
     "container_format": "bare", "size": 5, "virtual_size": 2147483648, "os_hidden": false,
     "os_hash_algo": "sha512", "os_hash_value": "ab\(day)", "os_distro": "debian",
     "created_at": "2026-11-\(day < 10 ? "0" : "")\(day)T00:00:00Z"\(more)}
    """
  }

  private struct Outcome {
    var disk: GlanceDisk
    var warnings: [String]
    var lines: [String]
  }

  private func pin(
    _ selection: GlanceBase.Selection, images: [String], diskSize: ByteCount? = nil
  ) async throws -> Outcome {
    let server = try TestServer { request in
      guard request.target.hasPrefix("/v2/images/") else {
        return .json(#"{"images": [\#(images.joined(separator: ","))]}"#)
      }
      let id = request.target.dropFirst("/v2/images/".count)
      let found = images.first { $0.contains(#""id": "\#(id)""#) }
      return .json(found ?? "no", status: found == nil ? 404 : 200)
    }
    let folder = try TemporaryFolder()
    _ = try folder.write(
      "clouds.yaml",
      "clouds: {demo: {auth_type: none, auth: {endpoint: '\(server.url)'}}}")
    let events = EventRecorder()
    let disk = try await server.run {
      try await GlanceDisk.pin(
        GlanceBase(cloud: Self.located("demo"), selection), diskSize: diskSize,
        in: BaseEnvironment(downloads: folder.path), report: StepReport("base", to: events),
        sources: ConfigurationSources(
          variables: [:], workingFolder: folder.path, homeFolder: folder.path,
          systemFolder: folder.path),
        retry: RetryPolicy(attempts: 1))
    }
    let warnings = events.events.compactMap { event in
      if case .notice(.warning, let message) = event.kind { message } else { nil }
    }
    return Outcome(disk: disk, warnings: warnings, lines: server.lines)
  }

  private func hash(of disk: GlanceDisk) throws -> String? {
    try disk.keyFields().first { $0.name == "hash" }?.value
  }

  @Test("Of several images of a name the newest that is active is taken, and it is said")
  func newest() async throws {
    let outcome = try await pin(
      .name(Self.located("debian-12")),
      images: [
        Self.image("a", day: 1), Self.image("c", day: 3, status: "queued"), Self.image("b", day: 2),
      ])
    #expect(try hash(of: outcome.disk) == "sha512:ab2")
    #expect(
      outcome.warnings == [
        "2 images of the cloud demo are called “debian-12”; the newest is taken, b of "
          + "2026-11-02T00:00:00Z"
      ])
    #expect(outcome.disk.title == "glance debian-12")
    #expect(outcome.disk.dependsOnOutside == false)
  }

  @Test("By id and by properties")
  func others() async throws {
    let images = [Self.image("a", day: 1), Self.image("b", day: 2, more: #", "os_version": "12""#)]
    let byID = try await pin(.id(Self.located("a")), images: images)
    #expect(try hash(of: byID.disk) == "sha512:ab1")
    #expect(byID.warnings.isEmpty)
    let byProperties = try await pin(
      .properties(["os_version": Self.located("12"), "os_distro": Self.located("debian")]),
      images: images)
    #expect(try hash(of: byProperties.disk) == "sha512:ab2")
    #expect(byProperties.lines.first?.contains("?os_distro=debian&os_version=12&") == true)
  }

  @Test("The key follows the content, and the size of the disk")
  func key() async throws {
    let selection = GlanceBase.Selection.name(Self.located("debian-12"))
    let first = try await pin(selection, images: [Self.image("a")]).disk.keyFields()
    let again = try await pin(selection, images: [Self.image("z")]).disk.keyFields()
    let other = try await pin(selection, images: [Self.image("a", day: 2)]).disk.keyFields()
    let large = try await pin(
      selection, images: [Self.image("a")], diskSize: .gibibytes(3)
    ).disk.keyFields()
    let weak = try await pin(
      selection,
      images: [
        Self.image("a").replacing("sha512", with: "md5")
      ]
    ).disk
    #expect(first == again)
    #expect(first != other)
    #expect(first != large)
    #expect(try weak.keyFields().contains(KeyField("image", "a")))
  }

  struct Unusable: Sendable {
    var selection = GlanceBase.Selection.name(located("debian-12"))
    var images: [String]
    var diskSize: ByteCount?
    var words: [String]
  }

  @Test(
    "What cannot be a base is refused before anything is fetched",
    arguments: [
      Unusable(
        selection: .name(located("debian-21")), images: [image("a"), image("b", name: "ubuntu")],
        words: ["no image is called “debian-21”", "did you mean debian-12?"]),
      Unusable(images: [], words: ["no image is called", "sees no image there at all"]),
      Unusable(
        selection: .name(located("debian")), images: [image("a", name: "debian-12-generic")],
        words: ["did you mean debian-12-generic?"]),
      Unusable(
        selection: .id(located("nope")), images: [image("a")], words: ["no image with the id nope"]),
      Unusable(
        selection: .properties(["os_distro": located("alpine")]), images: [image("a")],
        words: ["no image has the properties os_distro=alpine"]),
      Unusable(
        images: [image("a", status: "queued"), image("b", status: "killed")],
        words: ["none of the images", "a is queued, b is killed"]),
      Unusable(
        selection: .id(located("a")), images: [image("a", status: "deactivated")],
        words: ["it is deactivated, not active"]),
      Unusable(images: [image("a", format: "iso")], words: ["its disk_format is iso"]),
      Unusable(
        images: [image("a").replacing("bare", with: "ova")], words: ["container_format is ova"]),
      Unusable(
        images: [
          image("a", more: #", "block_device_mapping": "[{\"source_type\": \"snapshot\"}]""#)
            .replacing(#""size": 5"#, with: #""size": 0"#)
        ], words: ["it only stands for snapshots of volumes", "openstack image create --volume"]),
      Unusable(
        images: [image("a").replacing(#""size": 5"#, with: #""size": 0"#)], words: ["has no data"]),
      Unusable(
        images: [image("a").replacing("os_hash_value", with: "lost")], words: ["could be checked"]),
      Unusable(
        images: [image("a")], diskSize: .gibibytes(1), words: ["its disk is 2 GiB", "1 GiB"]),
    ])
  func refused(_ example: Unusable) async throws {
    let error = await #expect(throws: BuildError.self) {
      try await pin(example.selection, images: example.images, diskSize: example.diskSize)
    }
    let text = "\(error?.message ?? "") \(error?.hint ?? "")"
    #expect(error?.code == .recipe)
    for word in example.words { #expect(text.contains(word), "\(text)") }
  }

  @Test("Properties of signing and of Glance's own imports are no reason to refuse")
  func ignored() async throws {
    let outcome = try await pin(
      .name(Self.located("debian-12")),
      images: [
        Self.image("a", more: #", "img_signature": "x", "os_glance_importing_to_stores": """#)
      ])
    #expect(outcome.warnings.isEmpty)
  }

  @Test("A hidden image is only taken by its id, and that is said")
  func hidden() async throws {
    let image = Self.image("a").replacing(#""os_hidden": false"#, with: #""os_hidden": true"#)
    await #expect(throws: BuildError.self) {
      try await pin(.name(Self.located("debian-12")), images: [image])
    }
    let outcome = try await pin(.id(Self.located("a")), images: [image])
    #expect(outcome.warnings.first?.contains("is hidden") == true)
  }

  @Test("Of another cloud's settings nothing is asked when the cloud is not configured")
  func noCloud() async throws {
    let folder = try TemporaryFolder()
    let error = await #expect(throws: BuildError.self) {
      try await GlanceDisk.pin(
        GlanceBase(cloud: Self.located("demo"), .name(Self.located("x"))), diskSize: nil,
        in: BaseEnvironment(downloads: folder.path),
        report: StepReport("base", to: EventRecorder()),
        sources: ConfigurationSources(
          variables: [:], workingFolder: folder.path, homeFolder: folder.path,
          systemFolder: folder.path))
    }
    #expect(error?.code == .host)
  }
}
