import BuildFoundation
import Foundation
import Synchronization
import TestSupport

@testable import OpenStackClient

/// A Keystone and a Glance behind one port, as far as a test says what they answer.
struct FakeCloud {
  /// How Glance answers to a path below `/v2`, given how often it was asked before.
  typealias Glance = @Sendable (_ request: TestServer.Request, _ count: Int) -> TestServer.Answer

  let server: TestServer

  init(
    keystone: (@Sendable (TestServer.Request, Int) -> TestServer.Answer?)? = nil,
    glance: @escaping Glance
  ) throws {
    let counts = Mutex((keystone: 0, glance: 0))
    server = try TestServer { request in
      // Keystone's catalog names Glance's URL, and the port is only known from the request.
      let host = request.headers["host"] ?? ""
      guard request.target == "/identity/v3/auth/tokens" else {
        let count = counts.withLock { counts in
          defer { counts.glance += 1 }
          return counts.glance
        }
        return glance(request, count)
      }
      let count = counts.withLock { counts in
        defer { counts.keystone += 1 }
        return counts.keystone
      }
      if let answer = keystone?(request, count) { return answer }
      return Self.token("token-\(count + 1)", host: host)
    }
  }

  static func token(_ name: String, host: String, validity: TimeInterval = 3600)
    -> TestServer.Answer
  {
    let end = Date(timeIntervalSinceNow: validity).ISO8601Format()
    let text = Recording.text("keystone-token.json")
      .replacing("EXPIRES_AT", with: end).replacing("GLANCE_URL", with: "http://\(host)/image")
    return .json(text, status: 201, headers: ["X-Subject-Token": name])
  }

  /// Calls `body` with a session that gives up at once where another try only costs time.
  func session<Result: Sendable>(
    attempts: Int = 3, _ change: (inout CloudConfiguration) -> Void = { _ in },
    _ body: (CloudSession) async throws -> Result
  ) async throws -> Result {
    var configuration = CloudConfiguration(
      name: "demo",
      authentication: .keystone(
        url: "\(server.url)/identity",
        .password(user: .name("alice", domain: .name("Default")), Secret("s3cret-word")),
        .project(.name("demo", domain: .name("Default")))), region: "RegionOne")
    change(&configuration)
    let retry = RetryPolicy(attempts: attempts, firstPause: .zero, longestPause: .zero)
    return try await server.run {
      try await CloudSession.with(configuration, retry: retry, variables: [:], body)
    }
  }

  /// The requests that Glance got.
  var glanceLines: [String] { server.lines.filter { !$0.hasPrefix("POST /identity") } }
}

/// An answer of a real Glance 33 or Keystone 30.
enum Recording {
  static func text(_ name: String) -> String {
    let file = Bundle.module.url(forResource: "Recordings/\(name)", withExtension: nil)
    return file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? "missing: \(name)"
  }
}
