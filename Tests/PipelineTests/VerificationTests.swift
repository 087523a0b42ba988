import BuildFoundation
import Foundation
import Recipes
import Synchronization
import SystemPackage
import Testing

@testable import Pipeline

/// Verification of a finished image, as part of a build.
@Suite struct VerificationTests {
  private let fixture: BuildFixture
  private let steps = [FakeStep("one")]

  init() throws { fixture = try BuildFixture() }

  private func recipe(_ tests: [VerificationTest], limit: Duration = .seconds(30)) -> Recipe {
    .sample(verification: Verification(timeout: limit, tests: tests.map { located($0) }))
  }

  @Test func whatHeldIsReported() async throws {
    let host = FakeHost(
      instance: FakeInstance(names: ["localhost"], script: { ($0 == "uptime" ? 0 : 1, ["up"]) }))
    let result = try await fixture.build(
      steps, recipe: recipe([.run(RunTest(script: "uptime", expect: "up"))]), on: host, id: "b1")
    let report = try #require(result.manifest.verification)
    let hardware = "pc, BIOS, virtio disk, virtio network card, 512 MiB of memory"
    #expect(
      report.passed == [
        "the guest agent answers", "the host name from the metadata, verify-b1, is applied",
        "`uptime` succeeds",
      ])
    #expect(report.hardware == hardware)
    // The host name came late: it was asked for twice.
    #expect(report.seconds >= 1)
    #expect(host.calls.last == "verify \(hardware)")
  }

  @Test func aWebServerMayTakeItsTime() async throws {
    let server = try TinyServer(answers: [
      TinyServer.Answer(status: 404, body: "Hello"), TinyServer.Answer(status: 200, body: "Wait"),
      TinyServer.Answer(status: 200, body: "Hello from MariaDB"),
    ])
    // Refused once: nothing listens yet.
    let tries = Mutex(0)
    let instance = FakeInstance(ports: { port in
      #expect(port == 80)
      let count = tries.withLock { count in
        count += 1
        return count
      }
      if count == 2 { try server.listen() }
      return Int(server.port)
    })
    let test = HTTPTest(port: 80, path: "/page?a=b", status: 200, contains: "Hello")
    let result = try await fixture.build(
      steps, recipe: recipe([.http(test)]), on: FakeHost(instance: instance))
    #expect(tries.withLock { $0 } == 4)
    #expect(server.requests == Array(repeating: "GET /page?a=b HTTP/1.1", count: 3))
    #expect(
      result.manifest.verification?.passed.last == "port 80 answers /page?a=b with 200 with “Hello”"
    )
    server.stop()
  }

  @Test func theLimitNamesTheLastReason() async throws {
    try await fixture.build(steps)
    let before = try fixture.artifactFiles()
    let host = FakeHost(instance: FakeInstance(script: { _ in (3, ["mysql is down"]) }))
    let events = EventRecorder()
    let error = try await fixture.failure {
      try await fixture.build(
        steps,
        recipe: recipe(
          [.run(RunTest(script: "systemctl is-active mysql"))], limit: .milliseconds(300)),
        on: host, events: events)
    }
    #expect(error.code == .timedOut)
    #expect(error.message.hasPrefix("boot as stamped and test: it never came true that"))
    #expect(error.message.hasSuffix("it ended with status 3: mysql is down"))
    #expect(error.hint?.contains("timeout") == true)
    #expect(try fixture.artifactFiles() == before)
    #expect(fixture.names(in: fixture.output) == ["web"])
    #expect(events.isWellFormed)
  }

  @Test func aHostNameThatNeverComesIsAFailure() async throws {
    let host = FakeHost(instance: FakeInstance(names: Array(repeating: "localhost", count: 99)))
    let error = try await fixture.failure {
      try await fixture.build(
        steps, recipe: recipe([], limit: .milliseconds(100)), on: host)
    }
    #expect(error.chain.contains { $0.contains("the host name is localhost") }, "\(error.chain)")
  }

  @Test func anImageThatChangesWhileItIsBootedIsADefect() async throws {
    let host = FakeHost(duringVerification: { image in
      try Data("changed".utf8).write(to: URL(filePath: image.string))
    })
    let error = try await fixture.failure {
      try await fixture.build(steps, recipe: recipe([]), on: host)
    }
    #expect(error.code == .defect)
    #expect(error.message.contains("web.qcow2"))
    #expect(fixture.names(in: fixture.output) == [])
  }

  @Test(arguments: [
    ("web", true), ("web.example.org", true), ("webserver", false), ("", false), ("we", false),
  ])
  func aDomainMayFollowTheHostName(found: String, passes: Bool) async throws {
    let check = HostNameCheck(expected: "web")
    let failure = try await check.failure(in: FakeInstance(names: [found]))
    #expect((failure == nil) == passes)
  }

  @Test func aScriptMustPrintWhatIsExpected() async throws {
    let guest = FakeInstance(script: { _ in (0, ["one", "two"]) })
    func failure(_ expected: String?) async throws -> String? {
      try await ScriptCheck(test: RunTest(script: "x", expect: expected)).failure(in: guest)
    }
    #expect(try await failure(nil) == nil)
    #expect(try await failure("one\ntwo") == nil)
    #expect(try await failure("three") == "it printed: one\ntwo")
  }
}
