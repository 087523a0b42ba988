import BuildFoundation
import Synchronization
import Testing

@testable import StorageDaemon

@Suite("QMP client", .timeLimit(.minutes(1)))
struct QMPClientTests {
  @Test("leaves negotiation mode before anything else, and sends arguments")
  func negotiation() async throws {
    let seen = Mutex<[QMPValue]>([])
    let server = try FakeServer { command in
      seen.withLock { $0.append(command) }
      return [command.answer(#"{"answer": 42}"#)]
    }
    let client = try await QMPClient.open(server.client)
    defer { client.close() }
    let result = try await client.execute("ask", ["what": "life", "deep": ["yes": true]])
    #expect(result["answer"]?.integer == 42)
    let commands = seen.withLock { $0 }
    #expect(commands.map(\.command) == ["qmp_capabilities", "ask"])
    #expect(commands.last?["arguments"] == ["what": "life", "deep": ["yes": true]])
    #expect(commands.first?["arguments"] == nil)
  }

  @Test("gives the server's class and reason when it refuses")
  func refusal() async throws {
    let server = try FakeServer { command in
      guard command.command == "blockdev-del" else { return [command.answer()] }
      let id = command["id"]?.integer ?? -1
      return [
        #"{"error": {"class": "GenericError", "desc": "Node 'x' not found"}, "id": \#(id)}"#
      ]
    }
    let client = try await QMPClient.open(server.client)
    defer { client.close() }
    let expected = QMPError(
      command: "blockdev-del", errorClass: "GenericError", reason: "Node 'x' not found")
    await #expect(throws: expected) { try await client.execute("blockdev-del") }
    try await client.execute("query-jobs")
  }

  @Test("matches answers with commands by id when they come in another order")
  func outOfOrder() async throws {
    let kept = Mutex<String?>(nil)
    let server = try FakeServer { command in
      if command.command == "first" {
        kept.withLock { $0 = command.answer("1") }
        return []
      }
      guard command.command == "second" else { return [command.answer()] }
      return [command.answer("2"), kept.withLock { $0 } ?? ""]
    }
    let client = try await QMPClient.open(server.client)
    defer { client.close() }
    async let first = client.execute("first")
    while kept.withLock({ $0 == nil }) { try await Task.sleep(for: .milliseconds(1)) }
    #expect(try await client.execute("second") == 2)
    #expect(try await first == 1)
  }

  @Test("gives events to every listener, between answers")
  func events() async throws {
    let server = try FakeServer { command in
      [#"{"event": "SHUTDOWN", "data": {"guest": false}, "timestamp": {}}"#, command.answer()]
    }
    let client = try await QMPClient.open(server.client)
    let first = client.events()
    let second = client.events()
    try await client.execute("quit")
    client.close()
    for stream in [first, second] {
      var events: [QMPEvent] = []
      for await event in stream { events.append(event) }
      #expect(events == [QMPEvent(name: "SHUTDOWN", data: ["guest": false])])
    }
  }

  @Test("a command without an answer ends at its limit, and the next one works")
  func limit() async throws {
    let server = try FakeServer { $0.command == "hang" ? [] : [$0.answer()] }
    let client = try await QMPClient.open(server.client)
    defer { client.close() }
    let error = await #expect(throws: BuildError.self) {
      try await client.execute("hang", limit: .milliseconds(50))
    }
    #expect(error?.code == .timedOut)
    #expect(error?.message.contains("hang") == true)
    try await client.execute("query-jobs")
  }

  @Test("a server without a greeting is not waited for longer than the limit")
  func noGreeting() async throws {
    let server = try FakeServer(greeting: "") { _ in [] }
    let error = await #expect(throws: BuildError.self) {
      _ = try await QMPClient.open(server.client, limit: .milliseconds(50))
    }
    #expect(error?.code == .timedOut)
  }

  @Test("a connection that is not greeted is made again")
  func greetedLater() async throws {
    let servers = try [
      FakeServer(greeting: "") { _ in [] }, FakeServer { [$0.answer()] },
    ]
    var connections = servers.map(\.client)
    let client = try await QMPClient.open(patience: .milliseconds(200)) {
      connections.removeFirst()
    }
    defer { client.close() }
    try await client.execute("query-jobs")
    #expect(connections.isEmpty)
  }

  @Test("a server that goes away fails the commands that wait, and those that follow")
  func hangUp() async throws {
    let server = try FakeServer { $0.command == "quit" ? nil : [$0.answer()] }
    let client = try await QMPClient.open(server.client)
    let error = await #expect(throws: BuildError.self) { try await client.execute("quit") }
    #expect(error?.code == .buildFailed)
    await #expect(throws: BuildError.self) { try await client.execute("query-jobs") }
  }

  @Test("something that is not JSON ends the connection")
  func garbage() async throws {
    let server = try FakeServer { $0.command == "ask" ? ["SSH-2.0"] : [$0.answer()] }
    let client = try await QMPClient.open(server.client)
    let error = await #expect(throws: BuildError.self) { try await client.execute("ask") }
    #expect(error?.message.contains("SSH-2.0") == true)
  }

  @Test("a cancelled task stops waiting")
  func cancellation() async throws {
    let server = try FakeServer { $0.command == "hang" ? [] : [$0.answer()] }
    let client = try await QMPClient.open(server.client)
    defer { client.close() }
    let task = Task { try await client.execute("hang") }
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(
    "JSON values survive the way out and back",
    arguments: [
      .null, true, 0, -7, 9_007_199_254_740_993, .number(1.5), "a \"b\" /c\n", ["x", 1, .null],
      ["k": ["deep": [true]], "n": .null],
    ] as [QMPValue])
  func json(_ value: QMPValue) throws {
    let text = String(decoding: try value.json(), as: UTF8.self)
    #expect(!text.contains("\n"))
    #expect(try QMPValue(json: text) == value)
  }
}
