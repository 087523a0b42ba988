import Foundation
import HostKit
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import Guests

/// What instances get from the metadata service, on one stream as QEMU makes it.
@Suite struct MetadataServiceTests {
  private static let metadata = InstanceMetadata(
    instanceID: "i-1", hostName: "web", publicKey: "ssh-ed25519 key", userData: "#!/bin/sh\nls\n")

  private func answers(_ text: String, _ metadata: InstanceMetadata = metadata) async throws
    -> String
  {
    let service = try MetadataService(metadata)
    var bytes: [UInt8] = []
    // A carriage return with its newline is one character in Swift.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for line in lines.dropLast() {
      bytes += await service.answer(Array(line))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func get(_ path: String) async throws -> String {
    try await answers("GET \(path) HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n")
  }

  @Test func theFilesAreThoseOfAConfigDrive() async throws {
    let text = try await get("/openstack/latest/meta_data.json")
    let parts = text.components(separatedBy: "\r\n\r\n")
    #expect(parts[0].hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(parts[0].contains("Content-Length: \(parts[1].utf8.count)"))
    let files = try Self.metadata.files(doing: "a test")
    let file = try #require(files["openstack/latest/meta_data.json"])
    let keys = ["uuid", "hostname", "public_keys"]
    let served = try #require(
      try JSONSerialization.jsonObject(with: Data(parts[1].utf8)) as? [String: Any])
    let written = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
    for key in keys { #expect("\(served[key] ?? "")" == "\(written[key] ?? 0)", "\(key)") }
    #expect(try await get("/openstack/latest/user_data").hasSuffix("\r\n\r\n#!/bin/sh\nls\n"))
  }

  @Test(arguments: [
    ("/openstack", "latest"), ("//openstack/?a=b", "latest"), ("/", "latest"),
    ("/latest/meta-data/instance-id", "i-1"), ("/latest/meta-data/", "hostname\ninstance-id"),
  ])
  func foldersAreListed(path: String, content: String) async throws {
    #expect(try await get(path).hasSuffix("\r\n\r\n\(content)"))
  }

  @Test func whatIsNotThereIsNotFound() async throws {
    #expect(
      try await get("/openstack/latest/vendor_data.json").hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    let plain = InstanceMetadata(instanceID: "i", hostName: "h")
    let request = "GET /openstack/latest/user_data HTTP/1.1\n\n"
    #expect(try await answers(request, plain).hasPrefix("HTTP/1.1 404 "))
  }

  /// QEMU does not tell where a connection of the guest ends.
  @Test func requestsOfManyConnectionsFollowEachOther() async throws {
    let text = try await answers(
      "GET /openstack HTTP/1.1\r\nConnection: close\r\n\r\n"
        + "GET /cut-off HTTP/1.1\r\nHost"
        + ": a\r\nGET /latest/meta-data/hostname HTTP/1.0\r\n\r\n"
        + "HEAD /openstack HTTP/1.1\r\n\r\n"
        + "\r\nno request\r\n\r\n")
    #expect(text.components(separatedBy: "200 OK").count == 4)
    #expect(!text.contains("404") && text.contains("\r\n\r\nwebHTTP/1.1"))
    #expect(text.hasSuffix("Content-Length: 6\r\n\r\n"))
  }

  /// Through the socket that QEMU connects to, by a client that nobody here wrote.
  @Test(.needs("curl")) func curlReadsIt() async throws {
    let folder = try TemporaryFolder()
    let socket = folder.path.appending("metadata")
    let service = try MetadataService(Self.metadata)
    let run = try await LineServer.serve(at: socket) {
      await service.answer($0)
    } while: {
      let url = "http://169.254.169.254/openstack"
      return try ToolRun(
        "curl", ["-sS", "--unix-socket", socket.string, url, "\(url)/latest/user_data"])
    }
    #expect(run.output == "latest#!/bin/sh\nls\n")
  }
}
