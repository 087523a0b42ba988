import BuildFoundation
import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import LibvirtKit

extension EmbeddedTests {
  /// A real guest agent, in a Linux image of your own: `IMGBUILD_TEST_IMAGE=FILE.qcow2`.
  ///
  /// The image needs systemd, the QEMU guest agent, DHCP on its network card and Python 3; the tests
  /// boot an overlay of it, so it stays as it is.
  @Suite(
    .serialized, .timeLimit(.minutes(15)),
    .enabled(if: EmbeddedLibvirt.testImage != nil, "needs an image in IMGBUILD_TEST_IMAGE"))
  struct GuestAgentTests {
    private final class Lines: Sendable {
      let all = Mutex<[(at: ContinuousClock.Instant, text: String)]>([])
      var texts: [String] { all.withLock { $0.map(\.text) } }
    }

    private func measured(
      _ what: String, _ body: () async throws -> Void
    ) async rethrows {
      let took = try await ContinuousClock().measure(body)
      print("  \(what): \(took.inWords)")
    }

    private func makeOverlay(_ path: FilePath) throws {
      let image = try #require(EmbeddedLibvirt.testImage)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/qemu-img")
      process.arguments = [
        "create", "-q", "-f", "qcow2", "-b", image, "-F", "qcow2", path.string,
      ]
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
    }

    /// One boot serves all checks: it takes half a minute where there is no KVM.
    @Test func worksInABootedGuest() async throws {
      let embedded = try #require(EmbeddedLibvirt.current)
      let disk = embedded.folder.appending("disk.qcow2")
      try makeOverlay(disk)
      var definition = DomainDefinition(
        name: "agent", accelerator: .tcg, memory: .gibibytes(1), processors: 2)
      definition.disks = [DomainDisk(.file(disk, format: .qcow2), bootOrder: 1)]
      definition.consoleLog = embedded.folder.appending("agent.log")
      definition.outputFile = embedded.folder.appending("agent.out")
      definition.owner = DomainOwner.current(build: "agent")
      let domain = try await embedded.connection.start(definition)
      do {
        let agent = GuestAgent(of: domain)
        try await measured("agent answered after") {
          try await agent.waitUntilReady(limit: .seconds(600))
        }
        try await checkCommands(agent)
        try await checkFiles(agent, folder: embedded.folder)
        try await checkStreaming(agent, try #require(definition.outputFile))
        try await checkForward(agent, domain)
        try await checkStillDisk(agent, disk, folder: embedded.folder)
        try await measured("shutdown took") {
          let ending = try await domain.shutdown()
          #expect(ending == .agent)
        }
        #expect(try await domain.state() == .stopped(.shutdown))
        try checkAfterShutdown(disk, folder: embedded.folder)
      } catch {
        try await domain.terminate()
        throw error
      }
    }

    /// The agent is stopped in the middle, so that a call hangs: the end must not wait for it.
    @Test func terminatesBesideABlockedCall() async throws {
      let embedded = try #require(EmbeddedLibvirt.current)
      let disk = embedded.folder.appending("blocked.qcow2")
      try makeOverlay(disk)
      var definition = DomainDefinition(
        name: "blocked", accelerator: .tcg, memory: .gibibytes(1), processors: 2)
      definition.disks = [DomainDisk(.file(disk, format: .qcow2), bootOrder: 1)]
      let domain = try await embedded.connection.start(definition)
      do {
        let agent = GuestAgent(of: domain)
        try await agent.waitUntilReady(limit: .seconds(600))
        _ = try await agent.start(AgentCommand("/bin/sh", ["-c", "sleep 1; pkill -STOP qemu-ga"]))
        try await Task.sleep(for: .seconds(3))
        let blocked = Task { try await agent.information() }
        try await Task.sleep(for: .milliseconds(500))
        let start = ContinuousClock.now
        domain.terminateNow()
        #expect(ContinuousClock.now - start < .milliseconds(200))
        await #expect(throws: BuildError.self) { try await blocked.value }
        try await domain.terminate()
        #expect(ContinuousClock.now - start < .seconds(5))
        print("  terminated beside a blocked call after \((ContinuousClock.now - start).inWords)")
      } catch {
        try await domain.terminate()
        throw error
      }
    }

    private func checkCommands(_ agent: GuestAgent) async throws {
      let information = try await agent.information()
      #expect(information.enabledCommands.contains("guest-exec"))
      #expect(try await !agent.hostName().isEmpty)
      let status = try await agent.run(
        AgentCommand(
          "/bin/sh", ["-c", "cat; echo $MOOD; echo no >&2; exit 3"],
          environment: ["MOOD": "a \"b\" ö"], input: Array("in\n".utf8)), limit: .seconds(60))
      #expect(status.exitStatus == 3)
      #expect(String(decoding: status.output, as: UTF8.self) == "in\na \"b\" ö\n")
      #expect(String(decoding: status.errorOutput, as: UTF8.self) == "no\n")
      let killed = try await agent.run(
        AgentCommand("/bin/sh", ["-c", "kill -9 $$"]), limit: .seconds(60))
      #expect(killed.exitStatus == 137)
      await #expect(throws: BuildError.self) { try await agent.start(AgentCommand("/no/such")) }
      let error = await #expect(throws: BuildError.self) {
        try await agent.run(AgentCommand("/bin/sleep", ["60"]), limit: .seconds(1))
      }
      #expect(error?.code == .timedOut)
    }

    private func checkFiles(_ agent: GuestAgent, folder: FilePath) async throws {
      let content = (0..<(5 << 20)).map { _ in UInt8.random(in: 0...255) }
      let file = folder.appending("content")
      try Data(content).write(to: URL(filePath: file.string))
      try await measured("uploading 5 MiB took") { try await agent.upload(file, to: "/root/up") }
      try await measured("reading 5 MiB took") {
        let read = try await agent.read("/root/up")
        #expect(read == content)
      }
      try await agent.write("/root/small", Array("small".utf8))
      #expect(try await agent.read("/root/small") == Array("small".utf8))
      try await agent.write("/root/small", [])
      #expect(try await agent.read("/root/small") == [])
      let error = await #expect(throws: BuildError.self) {
        try await agent.read("/root/up", limit: .mebibytes(1))
      }
      #expect(error?.message.contains("larger than 1 MiB") == true)
      await #expect(throws: BuildError.self) { try await agent.read("/root/none") }
    }

    /// udev may name the channel when the agent answers already.
    private func checkLateChannel(_ agent: GuestAgent, _ file: FilePath) async throws {
      let script = """
        cd /dev/virtio-ports; mv org.imgbuild.output.0 ../away
        (sleep 2; mv ../away org.imgbuild.output.0) > /dev/null 2>&1 &
        """
      _ = try await agent.run(AgentCommand("/bin/sh", ["-c", script]), limit: .seconds(60))
      let late = Lines()
      let status = try await agent.stream(
        ["echo", "late"], limit: .seconds(60), outputFile: file
      ) { line in late.all.withLock { $0.append((.now, line)) } }
      #expect(status == 0 && late.texts == ["late"])
    }

    private func checkStreaming(_ agent: GuestAgent, _ file: FilePath) async throws {
      let lines = Lines()
      let start = ContinuousClock.now
      let status = try await agent.stream(
        ["/bin/sh", "-c", "echo one; sleep 2; echo \"$WHO\" >&2; printf end; exit 7"],
        environment: ["WHO": "two words"], limit: .seconds(60), outputFile: file
      ) { line in lines.all.withLock { $0.append((.now, line)) } }
      #expect(status == 7)
      #expect(lines.texts == ["one", "two words", "end"])
      let first = try #require(lines.all.withLock { $0.first })
      #expect(first.at - start < .seconds(2), "output comes while the program runs")
      print("  streamed command took \((ContinuousClock.now - start).inWords)")

      let many = Lines()
      // A background process keeps its output open: the next program must still get the channel.
      let manyStatus = try await agent.stream(
        ["/bin/sh", "-c", "sleep 1000 & seq 20000"], limit: .seconds(120), outputFile: file
      ) { line in many.all.withLock { $0.append((.now, line)) } }
      #expect(manyStatus == 0)
      #expect(many.texts == (1...20_000).map(String.init))

      try await checkLateChannel(agent, file)

      let missing = Lines()
      let missingStatus = try await agent.stream(
        ["nosuchprogram"], limit: .seconds(60), outputFile: file
      ) { line in missing.all.withLock { $0.append((.now, line)) } }
      #expect(missingStatus == 127)
      #expect(missing.texts.first?.contains("nosuchprogram") == true)
    }

    private func checkForward(_ agent: GuestAgent, _ domain: Domain) async throws {
      try await agent.write("/tmp/page.html", Array("from the guest\n".utf8))
      _ = try await agent.start(
        AgentCommand("python3", ["-m", "http.server", "-d", "/tmp", "8000"], capturesOutput: false))
      let port = UInt16.random(in: 40_000..<60_000)
      try await domain.forward(hostPort: port, guestPort: 8000)
      try await withTimeLimit(.seconds(60), waitingFor: "the guest's page") {
        while true {
          let curl = Process()
          curl.executableURL = URL(filePath: "/usr/bin/curl")
          curl.arguments = ["-sfm5", "http://127.0.0.1:\(port)/page.html"]
          let output = Pipe()
          curl.standardOutput = output
          try curl.run()
          let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
          curl.waitUntilExit()
          if curl.terminationStatus == 0 {
            #expect(text == "from the guest\n")
            return
          }
          try await Task.sleep(for: .seconds(1))
        }
      }
    }
  }
}
