import BuildFoundation
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import OpenStackClient

@Suite struct ImageDownloadTests {
  /// Large enough to come in several parts.
  private static let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

  private static func image(
    _ content: [UInt8] = content, algorithm: ImageHash.Algorithm = .sha512, size: Int? = nil
  ) throws -> CloudImage {
    var hash = RunningHash(algorithm)
    content.withUnsafeBytes { hash.update($0) }
    let text = """
      {"id": "i-1", "name": "debian", "status": "active", "size": \(size ?? content.count),
       "os_hash_algo": "\(algorithm.rawValue)", "os_hash_value": "\(hash.value.hex)"}
      """
    return try #require(CloudImage(JSONValue(Array(text.utf8))))
  }

  /// Answers as Glance does: with a range when one is asked for.
  private static func data(
    _ request: TestServer.Request, cut: Int? = nil, heedsRange: Bool = true
  ) -> TestServer.Answer {
    guard heedsRange, let range = request.headers["range"],
      let start = Int(range.dropFirst("bytes=".count).dropLast())
    else { return TestServer.Answer(body: content, cut: cut) }
    return TestServer.Answer(
      status: 206,
      headers: ["Content-Range": "bytes \(start)-\(content.count - 1)/\(content.count)"],
      body: Array(content[start...]), cut: cut)
  }

  private func download(
    _ image: CloudImage, from cloud: FakeCloud, to path: FilePath, attempts: Int = 3,
    onProgress: @escaping @Sendable (ByteCount) -> Void = { _ in }
  ) async throws -> ImageHash {
    try await cloud.session(attempts: attempts) {
      try await ImageService($0).download(image, to: path, onProgress: onProgress)
    }
  }

  private func content(of path: FilePath) -> [UInt8]? {
    FileManager.default.contents(atPath: path.string).map(Array.init)
  }

  @Test("The data arrives and is hashed", arguments: ImageHash.Algorithm.allCases)
  func whole(algorithm: ImageHash.Algorithm) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("image")
    let cloud = try FakeCloud { request, _ in Self.data(request) }
    let image = try Self.image(algorithm: algorithm)
    let last = Mutex(ByteCount(bytes: 0))
    let hash = try await download(image, from: cloud, to: path) { count in
      last.withLock { $0 = max($0, count) }
    }
    #expect(hash == image.hash)
    #expect(content(of: path) == Self.content)
    #expect(last.withLock { $0 } == image.size)
    let permissions = try FileManager.default.attributesOfItem(atPath: path.string)
    #expect(permissions[.posixPermissions] as? Int == 0o600)
  }

  @Test("A cut connection goes on where it was cut, or from the start", arguments: [true, false])
  func cut(heedsRange: Bool) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("image")
    let cloud = try FakeCloud { request, count in
      Self.data(request, cut: count < 2 ? 100_000 : nil, heedsRange: heedsRange)
    }
    _ = try await download(try Self.image(), from: cloud, to: path)
    #expect(content(of: path) == Self.content)
    // What had arrived but was not read when the connection broke is asked for again.
    let ranges = cloud.server.requests.dropFirst().map { $0.headers["range"] }
    #expect(ranges.count == 3 && ranges[0] == nil)
    #expect(ranges.dropFirst().allSatisfy { $0?.hasPrefix("bytes=") == true })
  }

  @Test("A connection that brings nothing is given up, and what came before stays")
  func dead() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("image")
    let cloud = try FakeCloud { request, count in Self.data(request, cut: count == 0 ? 1000 : 0) }
    let error = await #expect(throws: BuildError.self) {
      try await download(try Self.image(), from: cloud, to: path)
    }
    #expect(error?.message.contains("downloading the image “debian” (i-1): asking Glance") == true)
    #expect(content(of: path)?.count == 1000)
    #expect(cloud.glanceLines.count == 3)
  }

  @Test("What an earlier run left is gone on with")
  func resumed() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("image")
    try Data(Self.content[..<250_000]).write(to: URL(fileURLWithPath: path.string))
    let cloud = try FakeCloud { request, _ in Self.data(request) }
    _ = try await download(try Self.image(), from: cloud, to: path)
    #expect(content(of: path) == Self.content)
    #expect(cloud.server.requests.last?.headers["range"] == "bytes=250000-")
  }

  @Test("What was left of something else is replaced", arguments: [1000, 300_000, 400_000])
  func otherRest(count: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("image")
    try Data(repeating: 7, count: count).write(to: URL(fileURLWithPath: path.string))
    let cloud = try FakeCloud { request, _ in Self.data(request) }
    _ = try await download(try Self.image(), from: cloud, to: path)
    #expect(content(of: path) == Self.content)
  }

  @Test("A wrong hash names both and keeps nothing")
  func wrongHash() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("image")
    var other = Self.content
    other[1] ^= 1
    let wanted = try Self.image(other)
    let cloud = try FakeCloud { request, _ in Self.data(request) }
    let error = await #expect(throws: BuildError.self) {
      try await download(wanted, from: cloud, to: path)
    }
    let right = try #require(wanted.hash)
    let found = try #require(try Self.image().hash)
    #expect(error?.message.hasSuffix("\(found), not \(right)") == true)
    #expect(content(of: path) == nil)
  }

  @Test("More data than the image has is not written to the disk's end")
  func tooMuch() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("image")
    let cloud = try FakeCloud { request, _ in Self.data(request) }
    let error = await #expect(throws: BuildError.self) {
      try await download(try Self.image(size: 1000), from: cloud, to: path)
    }
    #expect(error?.message.contains("more came than the 1000 B it has") == true)
  }

  @Test(
    "An image without data or hash is refused before anything is asked",
    arguments: [
      (#""status": "queued", "size": null"#, "its status is queued"),
      (#""status": "active", "size": 0, "checksum": "ab""#, "no data"),
      (#""status": "active", "size": 5"#, "no hash"),
    ])
  func unusable(fields: String, words: String) async throws {
    let folder = try TemporaryFolder()
    let image = try #require(CloudImage(JSONValue(Array(#"{"id": "i", \#(fields)}"#.utf8))))
    let cloud = try FakeCloud { _, _ in .json("") }
    let error = await #expect(throws: BuildError.self) {
      try await download(image, from: cloud, to: folder.path.appending("image"))
    }
    #expect(error?.message.contains(words) == true)
    #expect(cloud.server.lines.isEmpty)
  }

  @Test("Data that the service has lost is an error")
  func lost() async throws {
    let folder = try TemporaryFolder()
    let cloud = try FakeCloud { _, _ in TestServer.Answer(status: 204) }
    let error = await #expect(throws: BuildError.self) {
      try await download(try Self.image(), from: cloud, to: folder.path.appending("image"))
    }
    #expect(error?.message.contains("no data of it") == true)
  }
}
