import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import OpenStackClient

@Suite struct ImageUploadTests {
  private static let content = String(repeating: "0123456789abcdef", count: 150_000)

  private func upload(_ file: FilePath, to cloud: FakeCloud) async throws -> SentData {
    try await cloud.session { try await ImageService($0).upload(file, to: "i-1") }
  }

  @Test("A file is sent whole, with its size, a new token and a connection of its own")
  func whole() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("disk", Self.content)
    let cloud = try FakeCloud { _, _ in TestServer.Answer(status: 204) }
    let sent = try await cloud.session { session async throws in
      _ = try await session.currentToken()
      return try await ImageService(session).upload(file, to: "i-1")
    }
    let request = try #require(cloud.server.requests.last)
    #expect(cloud.glanceLines == ["PUT /image/v2/images/i-1/file"])
    #expect(request.body == Self.content)
    #expect(request.headers["content-type"] == "application/octet-stream")
    #expect(request.headers["content-length"] == "2400000")
    #expect(request.headers["x-openstack-image-size"] == "2400000")
    #expect(request.headers["connection"] == "close")
    #expect(request.headers["x-auth-token"] == "token-2")
    #expect(sent.size == ByteCount(bytes: 2_400_000) && sent.path == file)
    #expect(sent.hash.hex == (try Digest.ofFile(file, by: .sha512).hex))
  }

  @Test("An upload is never sent twice", arguments: [401, 409, 500, 503])
  func once(status: Int) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("disk", "data")
    let cloud = try FakeCloud { _, _ in .json("no", status: status) }
    let error = await #expect(throws: BuildError.self) { try await upload(file, to: cloud) }
    #expect(error?.serviceFault?.status == status)
    #expect(cloud.glanceLines.count == 1)
  }

  @Test("A file that cannot be read is said before anything is asked")
  func unreadable() async throws {
    let folder = try TemporaryFolder()
    let cloud = try FakeCloud { _, _ in TestServer.Answer(status: 204) }
    let empty = try folder.write("empty", "")
    for (path, words) in [(folder.path.appending("gone"), "No such file"), (empty, "is empty")] {
      let error = await #expect(throws: BuildError.self) { try await upload(path, to: cloud) }
      #expect(error?.code == .host && error?.message.contains(words) == true)
    }
    #expect(cloud.server.lines.isEmpty)
  }

  struct Check: Sendable {
    var fields: String
    var words: String?
  }

  private static let sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

  @Test(
    "The data are those that were sent, by whatever hash Glance has",
    arguments: [
      Check(fields: #""size": 4, "os_hash_algo": "sha256", "os_hash_value": "\#(sha256)""#),
      Check(fields: #""size": 4, "checksum": "098f6bcd4621d373cade4e832627b4f6""#),
      Check(
        fields: #""size": 4, "os_hash_algo": "sha256", "os_hash_value": "00""#,
        words: "the cloud has sha256:00, and sha256:\(sha256) was sent"),
      Check(
        fields: #""size": 4, "os_hash_algo": "sha512", "os_hash_value": "00""#,
        words: "has sha512:00, and sha512:ee26b0dd"),
      Check(fields: #""size": 3, "checksum": "098f""#, words: "4 bytes were sent, and it has 3"),
      Check(fields: #""size": 4"#, words: "no hash"),
      Check(fields: #""size": 4, "status": "queued""#, words: "its status is queued"),
    ])
  func check(_ check: Check) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("disk", "test")
    let cloud = try FakeCloud { _, _ in TestServer.Answer(status: 204) }
    let status = check.fields.contains("status") ? "" : #""status": "active", "#
    let text = #"{"id": "i-1", \#(status)\#(check.fields)}"#
    let image = try #require(CloudImage(JSONValue(Array(text.utf8))))
    let sent = try await upload(file, to: cloud)
    do {
      try await cloud.session { _ = try await ImageService($0).check(image, has: sent) }
      #expect(check.words == nil)
    } catch let error as BuildError {
      #expect(check.words.map { error.message.contains($0) } == true, "\(error.message)")
    }
  }

  struct Wait: Sendable {
    /// What the image is, each time it is asked for.
    var images: [String]
    var words: String?
  }

  private static func image(_ status: String, _ more: String = "") -> String {
    #"{"id": "i-1", "status": "\#(status)"\#(more)}"#
  }

  @Test(
    "The wait ends when the image is active, or never will be",
    arguments: [
      Wait(images: [image("saving"), image("active")]),
      Wait(images: [
        image("uploading"), image("importing", #", "os_glance_importing_to_stores": "a""#),
        image("active"),
      ]),
      Wait(images: [image("queued")], words: "it is queued: boom"),
      Wait(images: [image("saving"), image("killed")], words: "it is killed"),
      Wait(
        images: [image("uploading", #", "os_glance_failed_import": "a,b""#)],
        words: "it is uploading, and failed in a, b: boom"),
      Wait(images: [image("saving"), ""], words: "it is gone"),
    ])
  func wait(_ wait: Wait) async throws {
    let cloud = try FakeCloud { request, count in
      if request.target.hasSuffix("/tasks") {
        return .json(
          #"{"tasks": [{"status": "success", "message": "fine", "updated_at": "2"}, "#
            + #"{"status": "failure", "message": "boom", "updated_at": "1"}]}"#)
      }
      let text = wait.images[min(count, wait.images.count - 1)]
      return text.isEmpty ? .json("", status: 404) : .json(text)
    }
    do {
      let image = try await cloud.session { try await ImageService($0).waitUntilActive("i-1") }
      #expect(image.isActive && wait.words == nil)
    } catch let error as BuildError {
      #expect(wait.words.map { error.message.contains($0) } == true, "\(error.message)")
    }
  }

  @Test("The wait has a limit")
  func limit() async throws {
    let cloud = try FakeCloud { _, _ in .json(Self.image("saving")) }
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session {
        try await ImageService($0).waitUntilActive("i-1", limit: .milliseconds(50))
      }
    }
    #expect(error?.code == .timedOut)
  }

  @Test("What the service tells of itself, or does not")
  func information() async throws {
    let cloud = try FakeCloud { request, _ in
      switch request.target {
      case "/image/v2/info/import":
        .json(#"{"import-methods": {"type": "array", "value": ["glance-direct", "copy-image"]}}"#)
      case "/image/v2/info/stores":
        .json(#"{"stores": [{"id": "a", "default": "true"}, {"id": "b", "description": "x"}]}"#)
      default: .json(#"{"usage": {"image_size_total": {"limit": 1000, "usage": 7}}}"#)
      }
    }
    try await cloud.session { session async throws in
      let images = ImageService(session)
      #expect(try await images.importMethods() == ["glance-direct", "copy-image"])
      #expect(try await images.stores()?.map(\.isDefault) == [true, false])
      let usage = try await images.usage()?["image_size_total"]
      #expect(usage?.limit == 1000 && usage?.used == 7)
    }
    let old = try FakeCloud { _, _ in .json("", status: 404) }
    try await old.session { session async throws in
      let images = ImageService(session)
      #expect(try await images.importMethods().isEmpty)
      #expect(try await images.stores() == nil)
      #expect(try await images.usage() == nil)
    }
  }

  @Test("An import names its method, and the stores that are wanted")
  func importing() async throws {
    let cloud = try FakeCloud { _, _ in .json("", status: 202) }
    try await cloud.session { session async throws in
      try await ImageService(session).importStaged("i-1")
      try await ImageService(session).importStaged("i-1", into: ["a"], allMustSucceed: false)
    }
    #expect(
      cloud.server.requests.dropFirst().map(\.body) == [
        #"{"method":{"name":"glance-direct"}}"#,
        #"{"all_stores_must_succeed":false,"method":{"name":"glance-direct"},"stores":["a"]}"#,
      ])
  }
}
