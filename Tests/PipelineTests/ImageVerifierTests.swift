import BuildFoundation
import Foundation
import ImageProperties
import Recipes
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

/// Verification of any image, on a host that only pretends to boot it.
@Suite struct ImageVerifierTests {
  private let folder: TemporaryFolder
  private let image: FilePath

  init() throws {
    folder = try TemporaryFolder()
    image = try folder.write("web.qcow2", "content")
  }

  /// What an instance prints for the scripts of the checks; each boot has another identity.
  private final class Answers: Sendable {
    let failing: String?
    let sharesIdentity: Bool
    private let boots = Mutex(0)

    init(failing: String? = nil, sharesIdentity: Bool = false) {
      self.failing = failing
      self.sharesIdentity = sharesIdentity
    }

    func answer(_ script: String) -> (status: Int32, lines: [String]) {
      if script.contains("/sys/firmware/efi") { return (0, ["BIOS"]) }
      if script.contains("/etc/machine-id") {
        let number = boots.withLock { count in
          count += 1
          return sharesIdentity ? 1 : count
        }
        return (0, [String(repeating: "\(number)", count: 32), "ssh-ed25519 key\(number)"])
      }
      if script.contains("df ") || script.isEmpty { return (0, ["/dev/vda1 5000000 1 1 1% /"]) }
      return (script == failing ? 1 : 0, ["said"])
    }
  }

  private func verify(
    _ answers: Answers, tests: [VerificationTest] = [], disk: ByteCount? = nil,
    agent: String = "yes", during: @escaping @Sendable (FilePath) throws -> Void = { _ in }
  ) async throws -> ImageVerification {
    let host = FakeHost(
      instance: FakeInstance(script: { answers.answer($0) }), duringVerification: during)
    let properties = PropertySet([ImageProperty("hw_qemu_guest_agent", agent, because: "a test")])
    return try await ImageVerifier(
      ImageVerifier.Subject(
        image, format: "qcow2", properties: properties, flavor: Flavor(disk: disk), tests: tests),
      host: host, events: EventRecorder(), limit: .milliseconds(200)
    ).run()
  }

  @Test func everythingIsLookedAt() async throws {
    let result = try await verify(
      Answers(), tests: [.run(RunTest(script: "uptime"))], disk: .gibibytes(5))
    #expect(result.failures == [])
    #expect(
      result.cases.map(\.title) == [
        "verify-1 boots until its guest agent answers", "it was started by BIOS",
        "the host name from the metadata, verify-1, is applied",
        "it has a machine ID and SSH host keys", "the SSH key from the metadata is accepted",
        "the user data has run", "the root file system fills the flavor's disk of 5 GiB",
        "`uptime` succeeds", "it restarts, and answers again",
        "it powers itself off when the power button is pressed",
        "verify-2 boots until its guest agent answers",
        "verify-2 has another machine ID and other SSH host keys than verify-1",
      ])
  }

  /// One check that fails hides no other.
  @Test func aFailureIsNoReasonToStop() async throws {
    let tests: [VerificationTest] = [
      .run(RunTest(script: "false")), .run(RunTest(script: "true")),
    ]
    let result = try await verify(
      Answers(failing: "false"), tests: tests, disk: .gibibytes(10))
    #expect(
      result.failures.map(\.title) == [
        "the root file system fills the flavor's disk of 10 GiB", "`false` succeeds",
      ])
    #expect(result.failures[0].failure?.contains("it is 4.8 GiB large") == true)
    #expect(result.failures[1].failure?.contains("it ended with status 1: said") == true)
    #expect(result.cases.count == 13)
  }

  @Test func clonesMustDiffer() async throws {
    let result = try await verify(Answers(sharesIdentity: true))
    #expect(result.failures.count == 1)
    #expect(result.failures[0].failure?.contains("both have the machine ID 1111") == true)
  }

  @Test func aGuestThatNeverAnswersIsOneFailure() async throws {
    let result = try await verify(
      Answers(),
      during: { _ in throw BuildError(.timedOut, "booting", output: ["grub rescue>"]) })
    // The error comes after the checks here: the guest was lost.
    #expect(result.failures.map(\.title) == ["verify-1 goes on answering"])
    #expect(result.failures[0].failure?.contains("grub rescue>") == true)
    #expect(!result.cases.contains { $0.title.hasPrefix("verify-2") })
  }

  /// Images of distributions have cloud-init, and no agent.
  @Test func withoutAnAgentTheUserDataAnswers() async throws {
    let result = try await verify(Answers(), agent: "no")
    #expect(result.failures == [])
    #expect(result.cases.first?.title == "verify-1 boots until its user data answers")
  }

  @Test func windowsWithoutAnAgentIsAnError() {
    let properties = PropertySet([ImageProperty("os_type", "windows", because: "a test")])
    let error = #expect(throws: BuildError.self) {
      try GuestContact(properties, doing: "verifying the image")
    }
    #expect(error?.code == .recipe && error?.hint?.contains("virtio-win") == true)
  }

  @Test func anImageThatWasChangedIsAnError() async throws {
    let changed = await #expect(throws: BuildError.self) {
      try await verify(
        Answers(), during: { try Data("other".utf8).write(to: URL(filePath: $0.string)) })
    }
    #expect(changed?.code == .defect)
  }
}
