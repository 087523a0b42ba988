import BuildFoundation
import Foundation
import TestSupport
import Testing

@testable import OpenStackClient

@Suite struct CloudSessionTests {
  private static let list = Recording.text("glance-page-2.json")

  /// What Glance tells of one image is what a list has of it.
  private static var image: String {
    let page = try? JSONSerialization.jsonObject(with: Data(list.utf8)) as? [String: Any]
    let image = (page?["images"] as? [[String: Any]])?.first ?? [:]
    let data = try? JSONSerialization.data(withJSONObject: image)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  @Test("The token of the first answer goes with every request, and the catalog says where to")
  func tokens() async throws {
    let cloud = try FakeCloud { request, _ in
      .json(request.target.hasSuffix("/images/x") ? Self.image : Self.list)
    }
    let images = try await cloud.session { session in
      _ = try await ImageService(session).image(id: "x")
      return try await ImageService(session).images()
    }
    #expect(images.count == 2)
    #expect(cloud.server.lines[0] == "POST /identity/v3/auth/tokens")
    #expect(
      cloud.server.requests.dropFirst().allSatisfy { $0.headers["x-auth-token"] == "token-1" })
    #expect(
      cloud.glanceLines == [
        "GET /image/v2/images/x", "GET /image/v2/images?sort=created_at%3Adesc&limit=200",
      ])
  }

  struct Way: Sendable {
    var region: String?
    var interfaces: [String]
    var override: String?
    var path: String?
  }

  @Test(
    "Region and interface choose the endpoint",
    arguments: [
      Way(region: "RegionOne", interfaces: ["public"], path: "/image/v2/"),
      Way(region: nil, interfaces: ["public"], path: "/image/v2/"),
      Way(region: "RegionOne", interfaces: ["admin", "internal"], path: "/image/internal/v2/"),
      Way(region: "RegionTwo", interfaces: ["public"], path: "/image/two/v2/"),
      Way(region: "RegionTwo", interfaces: ["internal"], path: nil),
      Way(region: "Region2", interfaces: ["public"], path: nil),
      Way(region: nil, interfaces: ["admin"], override: "/own/", path: "/own/v2/"),
    ])
  func endpoints(_ way: Way) async throws {
    let cloud = try FakeCloud { _, _ in .json(#"{"images": []}"#) }
    let url = cloud.server.url
    let change: (inout CloudConfiguration) -> Void = {
      $0.region = way.region
      $0.interfaces = way.interfaces
      $0.imageEndpoint = way.override.map { url + $0 }
    }
    if let path = way.path {
      try await cloud.session(change) { _ = try await ImageService($0).images() }
      #expect(cloud.glanceLines.first?.hasPrefix("GET \(path)images?") == true)
    } else {
      let error = await #expect(throws: BuildError.self) {
        try await cloud.session(change) { _ = try await ImageService($0).images() }
      }
      #expect(error?.message.contains("only public in RegionOne, internal in RegionOne") == true)
    }
  }

  @Test("A refused token is replaced once")
  func renewal() async throws {
    let cloud = try FakeCloud { request, _ in
      request.headers["x-auth-token"] == "token-1"
        ? TestServer.Answer(status: 401, body: Array(Recording.text("glance-401.html").utf8))
        : .json(Self.list)
    }
    let images = try await cloud.session { try await ImageService($0).images() }
    #expect(images.count == 2)
    #expect(
      cloud.server.requests.map { $0.headers["x-auth-token"] } == [nil, "token-1", nil, "token-2"])
  }

  @Test("A service that refuses every token ends it")
  func refusal() async throws {
    let cloud = try FakeCloud { _, _ in
      TestServer.Answer(status: 401, body: Array(Recording.text("glance-401.html").utf8))
    }
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session { _ = try await ImageService($0).images() }
    }
    #expect(error?.serviceFault?.status == 401)
    #expect(cloud.glanceLines.count == 2)
  }

  @Test("A token that ends soon is renewed before it is used")
  func expiry() async throws {
    let cloud = try FakeCloud(
      keystone: { request, count in
        FakeCloud.token(
          "token-\(count + 1)", host: request.headers["host"] ?? "",
          validity: count == 0 ? 60 : 3600)
      }, glance: { _, _ in .json(Self.list) })
    try await cloud.session { session in
      _ = try await ImageService(session).images()
      _ = try await ImageService(session).images()
      try await session.renewToken(unlessGoodFor: .seconds(600))
      try await session.renewToken(unlessGoodFor: .seconds(7200))
    }
    #expect(cloud.server.lines.filter { $0.hasPrefix("POST") }.count == 3)
  }

  @Test("A wrong password is Keystone's words and a hint, without the password")
  func wrongPassword() async throws {
    let cloud = try FakeCloud(
      keystone: { request, _ in
        // Nothing a service echoes may show what it was sent.
        .json(
          Recording.text("keystone-401.json").replacing(
            "have made",
            with: request.body
              .contains("s3cret-word") ? "have s3cret-word made" : "?"), status: 401)
      }, glance: { _, _ in .json("{}") })
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session { _ = try await ImageService($0).images() }
    }
    #expect(
      error?.message
        == "authenticating at the cloud demo: Keystone answered 401 Unauthorized: The request you have "
        + "<secret> made requires authentication.")
    #expect(error?.hint?.contains("check user, password") == true)
    #expect(cloud.server.lines.count == 1)
    #expect(!"\(error as Any)".contains("s3cret-word"))
  }

  @Test(
    "A gateway without a service is asked again, up to a limit", arguments: [429, 502, 503, 504])
  func retries(status: Int) async throws {
    let passing = try FakeCloud { _, count in
      count < 2 ? .json("busy", status: status) : .json(Self.list)
    }
    #expect(try await passing.session { try await ImageService($0).images() }.count == 2)
    let lasting = try FakeCloud { _, _ in .json("busy", status: status) }
    let error = await #expect(throws: BuildError.self) {
      try await lasting.session { _ = try await ImageService($0).images() }
    }
    #expect(error?.message.contains("answered \(status) ") == true)
    #expect(error?.message.contains(": busy") == true)
    #expect(lasting.glanceLines.count == 3)
  }

  @Test(
    "What cannot pass is not asked again",
    arguments: [
      (403, "the role of this user"), (400, ""), (409, ""), (301, "not followed"),
    ])
  func refusals(status: Int, hint: String) async throws {
    let cloud = try FakeCloud { _, _ in
      .json(
        "no", status: status,
        headers: ["Location": "http://127.0.0.1:1/", "x-openstack-request-id": "req-1"])
    }
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session { _ = try await ImageService($0).images() }
    }
    #expect(error?.message.contains("Glance answered \(status) ") == true)
    #expect(error?.message.hasSuffix(": no (req-1)") == true)
    #expect(hint.isEmpty ? error?.hint == nil : error?.hint?.contains(hint) == true)
    #expect(error?.chain.count == 1)
    #expect(cloud.glanceLines.count == 1)
  }

  @Test("Where nothing listens, the error says so")
  func nobody() async throws {
    let cloud = try FakeCloud { _, _ in .json("{}") }
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session(
        attempts: 2,
        {
          $0.authentication = .endpoint("http://127.0.0.1:1", token: nil)
        }
      ) { _ = try await ImageService($0).images() }
    }
    #expect(error?.message.contains("Connection refused") == true)
  }

  @Test("What answers without being Keystone is told apart")
  func somethingElse() async throws {
    let cloud = try FakeCloud(
      keystone: { _, _ in .json("<html>Welcome</html>") }, glance: { _, _ in .json("{}") })
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session { _ = try await ImageService($0).images() }
    }
    #expect(error?.message.contains("no JSON") == true)
  }
}
