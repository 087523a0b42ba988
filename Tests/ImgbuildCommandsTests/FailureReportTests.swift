import BuildFoundation
import Foundation
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct FailureReportTests {
  private let folder: TemporaryFolder
  private let events = EventRecorder()
  private let failure = FailureReport.Failure(
    name: "web", recipe: "/r/a b.yml", status: 1, message: "a \"quoted\" \\ $HOME\nline\0",
    log: "/l/build.log")

  init() throws { folder = try TemporaryFolder() }

  private var warnings: [String] {
    events.events.compactMap {
      if case .notice(.warning, let message) = $0.kind { message } else { nil }
    }
  }

  private func send(
    command: String? = nil, webhook: String? = nil, limit: Duration = .seconds(30)
  ) async {
    var report = FailureReport(command: command, webhook: webhook)
    report.limit = limit
    report.events = events
    await report.send(failure)
  }

  @Test func theCommandIsToldInItsEnvironment() async throws {
    let file = folder.path.appending("told")
    await send(
      command: """
        printf '%s|' "$IMGBUILD_NAME" "$IMGBUILD_RECIPE" "$IMGBUILD_STATUS" "$IMGBUILD_MESSAGE" \
        "$IMGBUILD_LOG" > \(file)
        """)
    #expect(
      try String(contentsOfFile: file.string, encoding: .utf8)
        == "web|/r/a b.yml|1|a \"quoted\" \\ $HOME\nline|/l/build.log|")
    #expect(warnings.isEmpty)
  }

  @Test func itsFailureIsAWarning() async {
    await send(command: "exit 3")
    #expect(
      warnings == ["telling of the failure: the command of --on-failure ended with 3"])
  }

  @Test func itsTimeIsLimited() async {
    await send(command: "sleep 600", limit: .milliseconds(200))
    #expect(warnings == ["waited 0.2 s for the command of --on-failure"])
  }

  @Test(.needs("curl")) func theWebhookGetsJSON() async throws {
    let server = try TestServer { _ in .json("ok") }
    await server.run { await send(webhook: "\(server.url)/services/TOKEN?a=[1]") }
    #expect(warnings.isEmpty)
    let request = try #require(server.requests.first)
    #expect(server.lines == ["POST /services/TOKEN?a=[1]"])
    #expect(request.headers["content-type"] == "application/json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any])
    #expect(object["name"] as? String == "web")
    #expect(object["status"] as? Int == 1)
    #expect(object["message"] as? String == "a \"quoted\" \\ $HOME\nline")
    #expect(object["log"] as? String == "/l/build.log")
    #expect((object["text"] as? String)?.contains("web was not built") == true)
  }

  @Test(.needs("curl")) func theURLMayBeInAFile() async throws {
    let server = try TestServer { _ in .json("ok") }
    let file = try folder.write("hook", "\(server.url)/TOKEN\n")
    await server.run { await send(webhook: "@\(file)") }
    #expect(server.lines == ["POST /TOKEN"])
  }

  @Test(.needs("curl")) func aRefusalDoesNotShowTheURL() async throws {
    let server = try TestServer { _ in .json("no", status: 403) }
    await server.run { await send(webhook: "\(server.url)/services/TOKEN") }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("403") == true, "\(warnings)")
    #expect(warnings.first?.contains("http://127.0.0.1/…") == true, "\(warnings)")
    #expect(warnings.first?.contains("TOKEN") == false)
  }

  @Test(arguments: ["@/nonexistent", "nonsense"]) func noURLIsAWarning(value: String) async {
    await send(webhook: value)
    #expect(warnings.count == 1)
  }

  @Test(arguments: [
    ("https://hooks.example/services/T/B/x", "https://hooks.example/…"),
    ("HTTP://user:pw@h.example:8080?t=1", "http://h.example/…"),
  ])
  func onlyTheHostIsShown(text: String, shown: String) {
    #expect(Webhook(text)?.shown == shown)
  }

  @Test(arguments: ["", "x", "ftp://h/", "https://", "https:///x", "http://a\nb", "file:///etc"])
  func othersAreNoWebhooks(text: String) { #expect(Webhook(text) == nil) }
}
