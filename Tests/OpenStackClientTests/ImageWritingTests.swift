import BuildFoundation
import Foundation
import TestSupport
import Testing

@testable import OpenStackClient

/// What is sent to change images, and what is sent again.
@Suite struct ImageWritingTests {
  private static func image(
    _ id: String, status: String = "queued", name: String = "n", more: String = ""
  ) -> String {
    #"{"id": "\#(id)", "name": "\#(name)", "status": "\#(status)", "visibility": "private", "#
      + #""disk_format": "qcow2", "a": "1"\#(more)}"#
  }

  private let new = NewImage(
    id: "i-1", name: "n", minDisk: 2, minMemory: 512, tags: ["t"],
    properties: ["a": "1", "b": "é\n\""])

  private func json(_ text: String) throws -> JSONValue { try JSONValue(Array(text.utf8)) }

  @Test("A new image is one flat document, whose properties are all texts")
  func document() async throws {
    let cloud = try FakeCloud { _, _ in .json(Self.image("i-1"), status: 201) }
    let image = try await cloud.session { try await ImageService($0).create(new) }
    #expect(image.id == "i-1")
    let request = try #require(cloud.server.requests.last)
    #expect(cloud.glanceLines == ["POST /image/v2/images"])
    #expect(request.headers["content-type"] == "application/json")
    #expect(
      try json(request.body)
        == json(
          #"{"id": "i-1", "name": "n", "disk_format": "qcow2", "container_format": "bare", "#
            + #""min_disk": 2, "min_ram": 512, "visibility": "private", "protected": false, "#
            + #""os_hidden": false, "tags": ["t"], "a": "1", "b": "é\n\""}"#))
  }

  @Test(
    "Names that mean something to Glance are no properties",
    arguments: ["status", "min_disk", "os_hash_value", "os_glance_failed_import"])
  func ownNames(name: String) async throws {
    let cloud = try FakeCloud { _, _ in .json("{}") }
    let image = NewImage(name: "n", properties: [name: "x"])
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session { try await ImageService($0).create(image) }
    }
    #expect(error?.code == .usage && error?.message.contains(name) == true)
    #expect(cloud.glanceLines.isEmpty)
  }

  struct Creation: Sendable {
    /// The statuses that POST gets, in order; the last one for all further ones.
    var answers: [Int]
    /// What GET finds.
    var found: String?
    var lines: [String]
    var status: Int?
  }

  @Test(
    "An image is made once, however its answer gets lost",
    arguments: [
      Creation(answers: [503, 201], lines: ["POST", "GET", "POST"]),
      Creation(answers: [503], found: image("i-1"), lines: ["POST", "GET"]),
      Creation(answers: [409], found: image("i-1"), lines: ["POST", "GET"]),
      Creation(
        answers: [409], found: image("i-1", status: "active"), lines: ["POST", "GET"], status: 409),
      Creation(
        answers: [409], found: image("i-1", name: "other"), lines: ["POST", "GET"], status: 409),
      Creation(answers: [409], lines: ["POST", "GET"], status: 409),
      Creation(
        answers: [502], lines: ["POST", "GET", "POST", "GET", "POST", "GET"], status: 502),
      Creation(answers: [403], lines: ["POST"], status: 403),
    ])
  func creation(_ creation: Creation) async throws {
    let cloud = try FakeCloud { request, count in
      if request.method == "GET" {
        return creation.found.map { .json($0) } ?? .json("gone", status: 404)
      }
      let status = creation.answers[min(count / 2, creation.answers.count - 1)]
      return .json(status == 201 ? Self.image("i-1") : "no", status: status)
    }
    let known = NewImage(id: "i-1", name: "n", properties: ["a": "1"])
    do {
      let image = try await cloud.session { try await ImageService($0).create(known) }
      #expect(image.id == "i-1" && creation.status == nil)
    } catch let error as BuildError {
      #expect(error.serviceFault?.status == creation.status)
    }
    #expect(
      cloud.glanceLines.map { String($0.prefix { $0 != " " }) } == creation.lines)
  }

  @Test("Changes are a patch of Glance's own kind")
  func patch() async throws {
    let cloud = try FakeCloud { _, _ in .json(Self.image("i-1")) }
    let changes: [ImageChange] = [
      .name("x"), .visibility(.public), .hidden(true), .protected(false), .tags(["a", "b"]),
      .minDisk(3), .minMemory(4), .property("a/b~c", "1"), .replace("d", with: "2"), .remove("e"),
    ]
    try await cloud.session { _ = try await ImageService($0).change("i-1", changes) }
    let request = try #require(cloud.server.requests.last)
    #expect(cloud.glanceLines == ["PATCH /image/v2/images/i-1"])
    #expect(
      request.headers["content-type"] == "application/openstack-images-v2.1-json-patch")
    #expect(
      try json(request.body)
        == json(
          """
          [{"op": "replace", "path": "/name", "value": "x"},
           {"op": "replace", "path": "/visibility", "value": "public"},
           {"op": "replace", "path": "/os_hidden", "value": true},
           {"op": "replace", "path": "/protected", "value": false},
           {"op": "replace", "path": "/tags", "value": ["a", "b"]},
           {"op": "replace", "path": "/min_disk", "value": 3},
           {"op": "replace", "path": "/min_ram", "value": 4},
           {"op": "add", "path": "/a~1b~0c", "value": "1"},
           {"op": "replace", "path": "/d", "value": "2"}, {"op": "remove", "path": "/e"}]
          """))
  }

  /// Something that is asked of Glance, and how often when it answers 503 first.
  struct Retry: Sendable {
    var doing: @Sendable (ImageService) async throws -> Void
    var tries: Int

    init(_ tries: Int, _ doing: @escaping @Sendable (ImageService) async throws -> Void) {
      self.tries = tries
      self.doing = doing
    }
  }

  @Test(
    "Only what ends the same when it is done twice is tried again",
    arguments: [
      Retry(2) { _ = try await $0.change("i-1", [.name("x"), .property("a", "1")]) },
      Retry(1) { _ = try await $0.change("i-1", [.name("x"), .remove("a")]) },
      Retry(2) { try await $0.delete("i-1") },
      Retry(2) { try await $0.addTag("t", to: "i-1") },
      Retry(2) { try await $0.removeTag("t", from: "i-1") },
      Retry(2) { try await $0.deactivate("i-1") },
      Retry(2) { _ = try await $0.image(id: "i-1") },
      Retry(1) { try await $0.importStaged("i-1") },
    ])
  func retries(_ retry: Retry) async throws {
    let cloud = try FakeCloud { _, count in
      count == 0 ? .json("busy", status: 503) : .json(Self.image("i-1"))
    }
    do {
      try await cloud.session { try await retry.doing(ImageService($0)) }
      #expect(retry.tries == 2)
    } catch let error as BuildError {
      #expect(error.serviceFault?.status == 503 && retry.tries == 1)
    }
    #expect(cloud.glanceLines.count == retry.tries)
  }

  @Test("What is gone after a lost answer was deleted")
  func deletion() async throws {
    let cloud = try FakeCloud { _, count in .json("", status: count == 0 ? 502 : 404) }
    #expect(try await cloud.session { try await ImageService($0).delete("i-1") } == false)
    #expect(cloud.glanceLines.count == 2)
    let inUse = try FakeCloud { _, _ in .json("in use", status: 409) }
    let error = try await inUse.session { await ImageService($0).discard("i-1") }
    #expect((error as? BuildError)?.hint?.contains("in use") == true)
    #expect(inUse.glanceLines.count == 1)
  }

  @Test("Members are asked for by project")
  func members() async throws {
    let member = #"{"member_id": "p-1", "status": "pending", "image_id": "i-1"}"#
    let cloud = try FakeCloud { request, count in
      if request.method == "POST", count > 0 { return .json("has it", status: 409) }
      return .json(request.method == "GET" ? #"{"members": [\#(member)]}"# : member)
    }
    try await cloud.session { session async throws in
      let images = ImageService(session)
      #expect(try await images.addMember("p-1", to: "i-1").status == .pending)
      #expect(try await images.addMember("p-1", to: "i-1").project == "p-1")
      _ = try await images.setMember("p-1", of: "i-1", to: .rejected)
      #expect(try await images.removeMember("p-1", from: "i-1"))
    }
    #expect(
      cloud.glanceLines == [
        "POST /image/v2/images/i-1/members", "POST /image/v2/images/i-1/members",
        "GET /image/v2/images/i-1/members", "PUT /image/v2/images/i-1/members/p-1",
        "DELETE /image/v2/images/i-1/members/p-1",
      ])
    let bodies = cloud.server.requests.filter { $0.target.contains("members") }.map(\.body)
    #expect(bodies[0] == #"{"member":"p-1"}"# && bodies[3] == #"{"status":"rejected"}"#)
  }
}
