import Foundation
import Pipeline

/// Nova's metadata service for one instance, on a stream of bytes that QEMU makes of its connections.
///
/// QEMU forwards all connections of the guest into one socket, and says nothing of where one ends. So an answer
/// says how long it is, nothing is ever closed, and the line of a request starts a new one whatever came before.
actor MetadataService {
  /// Where instances look for it.
  static let address = "169.254.169.254"

  private let contents: [String: Data]
  private var request: (path: String, hasBody: Bool)?

  init(_ metadata: InstanceMetadata) throws {
    var contents = try metadata.files(doing: "serving the metadata")
    // cloud-init asks for the versions there are, and for what Amazon's service has.
    contents["openstack"] = Data("latest".utf8)
    contents["latest/meta-data"] = Data("hostname\ninstance-id".utf8)
    contents["latest/meta-data/hostname"] = Data(metadata.hostName.utf8)
    contents["latest/meta-data/instance-id"] = Data(metadata.instanceID.utf8)
    contents["latest/user-data"] = metadata.userData.map { Data($0.utf8) }
    contents[""] = Data("latest".utf8)
    self.contents = contents
  }

  /// Takes a line of HTTP without its newline, and gives what is sent back: nothing, until a request is whole.
  func answer(_ line: [UInt8]) -> [UInt8] {
    let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...]
    if line.isEmpty {
      defer { request = nil }
      return request.map { response(to: $0.path, hasBody: $0.hasBody) } ?? []
    }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    if words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") {
      request = (String(words[1]), words[0] != "HEAD")
    }
    return []
  }

  private func response(to path: String, hasBody: Bool) -> [UInt8] {
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    let content = contents[parts.joined(separator: "/")]
    let body = content ?? Data("404 Not Found".utf8)
    let head = """
      HTTP/1.1 \(content == nil ? "404 Not Found" : "200 OK")\r
      Content-Type: text/plain; charset=UTF-8\r
      Content-Length: \(body.count)\r
      \r\n
      """
    return Array(head.utf8) + (hasBody ? Array(body) : [])
  }
}
