import BuildFoundation
import Foundation
import TestSupport
import Testing

@testable import OpenStackClient

@Suite struct ImageServiceTests {
  private static func pages(_ request: TestServer.Request, _ count: Int) -> TestServer.Answer {
    .json(
      Recording.text(
        request.target.contains("marker=") ? "glance-page-2.json" : "glance-page-1.json"))
  }

  @Test("Pages are followed at the endpoint of the catalog, and come in order")
  func paging() async throws {
    let cloud = try FakeCloud(glance: Self.pages)
    let images = try await cloud.session { try await ImageService($0).images() }
    #expect(images.map(\.name.count) == [33, 11, 9, 9])
    #expect(images.map(\.created) == images.map(\.created).sorted(by: >))
    // The path has the prefix of the catalog, which Glance leaves out of `next`.
    #expect(
      cloud.glanceLines.last
        == "GET /image/v2/images?limit=2&sort=created_at%3Adesc"
        + "&marker=0a0ac7f8-a685-4fbe-84b2-322dc1e14d19")
  }

  @Test(
    "A list that goes on elsewhere ends there",
    arguments: [
      "http://elsewhere.example.com/v2/images?marker=1", "/v2/tasks?marker=1", "/v2/images",
      "//elsewhere.example.com/v2/images?marker=1",
    ])
  func elsewhere(next: String) async throws {
    let cloud = try FakeCloud { _, _ in .json(#"{"images": [], "next": "\#(next)"}"#) }
    let error = await #expect(throws: BuildError.self) {
      try await cloud.session { _ = try await ImageService($0).images() }
    }
    #expect(error?.message.contains("goes on at another place") == true)
    #expect(cloud.glanceLines.count == 1)
  }

  @Test("A list that goes round in circles ends")
  func circle() async throws {
    let cloud = try FakeCloud { _, _ in
      .json(
        Recording.text("glance-page-2.json")
          .replacing(#""schema": "/v2/schemas/images"}"#, with: #""next": "/v2/images?marker=1"}"#))
    }
    let images = try await cloud.session { try await ImageService($0).images() }
    #expect(images.count == 4)
  }

  @Test(
    "Filters are escaped, and what a colon would make of them is prevented",
    arguments: [
      (ImageFilter(name: "a b&c=“d”+%"), "name=a%20b%26c%3D%E2%80%9Cd%E2%80%9D%2B%25"),
      (ImageFilter(name: "in:a,b"), "name=eq%3Ain%3Aa%2Cb"),
      (
        ImageFilter(name: "x", status: "active", properties: ["os_distro": "d", "a": "b:c"]),
        "name=x&status=active&a=b%3Ac&os_distro=d"
      ),
      (ImageFilter(tags: ["x", "y"], isHidden: true), "tag=x&tag=y&os_hidden=true"),
    ])
  func filters(filter: ImageFilter, query: String) async throws {
    let cloud = try FakeCloud { _, _ in .json(#"{"images": []}"#) }
    try await cloud.session { _ = try await ImageService($0).images(filter) }
    #expect(
      cloud.glanceLines == ["GET /image/v2/images?\(query)&sort=created_at%3Adesc&limit=200"])
  }

  @Test(
    "What a service lists although it was not asked for is left out",
    arguments: [
      (ImageFilter(name: "debian-12"), 2), (ImageFilter(name: "debian"), 0),
      (ImageFilter(properties: ["hw_disk_bus": "virtio"]), 1), (ImageFilter(tags: ["lts"]), 1),
      (ImageFilter(properties: ["disk_format": "raw"]), 2), (ImageFilter(isHidden: true), 0),
      (ImageFilter(status: "queued"), 0),
    ])
  func checking(filter: ImageFilter, count: Int) async throws {
    let cloud = try FakeCloud(glance: Self.pages)
    #expect(try await cloud.session { try await ImageService($0).images(filter) }.count == count)
  }

  @Test("An image is read with all that it has")
  func image() throws {
    let page = try JSONValue(Array(Recording.text("glance-page-2.json").utf8))
    let image = try #require(CloudImage(page["images"].list?[1] ?? .null))
    #expect(image.id == "d6be5bc6-9b8c-4071-bc0b-96803dba36f3")
    #expect(image.size == ByteCount(bytes: 196_616))
    #expect(image.virtualSize == .mebibytes(64))
    #expect(image.hash?.description.hasPrefix("sha512:2e45ec98") == true)
    #expect(image.created.ISO8601Format() == "2026-11-22T00:20:19Z")
    #expect(image.isActive && image.isProtected && !image.isHidden && !image.isVolumeSnapshot)
    #expect(image.minDisk == 4 && image.minMemory == 512 && image.tags == ["lts"])
    #expect(
      image.properties == ["os_distro": "debian", "os_version": "12", "hw_disk_bus": "virtio"])
  }

  @Test(
    "The best hash that can be checked counts",
    arguments: [
      (#""os_hash_algo": "sha256", "os_hash_value": "AB""#, "sha256:ab"),
      (#""os_hash_algo": "blake2b", "os_hash_value": "ab", "checksum": "cd""#, "md5:cd"),
      (#""os_hash_algo": null, "os_hash_value": null, "checksum": "cd""#, "md5:cd"),
      (#""checksum": null"#, nil), (#""checksum": "no hash""#, nil),
    ] as [(String, String?)])
  func hashes(fields: String, hash: String?) throws {
    let image = try CloudImage(
      JSONValue(Array(#"{"id": "i", "status": "active", \#(fields)}"#.utf8)))
    #expect(image?.hash?.description == hash)
  }

  @Test("An image that is not there is nil, whatever its id looks like")
  func missing() async throws {
    let cloud = try FakeCloud { _, _ in
      TestServer.Answer(status: 404, body: Array(Recording.text("glance-404.html").utf8))
    }
    #expect(try await cloud.session { try await ImageService($0).image(id: "../a?b") } == nil)
    #expect(cloud.glanceLines == ["GET /image/v2/images/..%2Fa%3Fb"])
  }
}
