import BuildFoundation
import CLibvirt
import Foundation

/// The QEMU guest agent of a domain.
///
/// Each call blocks a queue of its own for a few seconds at most, so that limits and cancellation
/// work between calls. Errors are `BuildError`s; when the domain is gone they say that, and why.
public actor GuestAgent {
  /// The domain whose agent this is.
  public nonisolated let domain: Domain
  private let executor = DispatchQueueExecutor(label: "libvirt-agent")

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// The agent of `domain`, whether it answers yet or not.
  public init(of domain: Domain) {
    self.domain = domain
  }

  /// Waits until the agent answers.
  ///
  /// `progress` gets the time waited, about once a second. Throws `timedOut` after `limit`, and
  /// `buildFailed` at once when the domain stops meanwhile.
  public func waitUntilReady(
    limit: Duration, progress: @Sendable (Duration) -> Void = { _ in }
  ) async throws {
    let start = ContinuousClock.now
    var nextReport = Duration.zero
    while true {
      let doing = "waiting for the guest agent of the domain \(domain.name)"
      do {
        return try ping()
      } catch {
        if let stopped = domain.stopError(doing: doing) { throw stopped }
        let waited = ContinuousClock.now - start
        guard waited < limit else {
          throw BuildError(
            .timedOut,
            "waited \(limit.inWords) for the guest agent of the domain \(domain.name) to answer",
            hint: "is qemu-guest-agent installed and enabled in the guest? The console log shows "
              + "how far it came, if its kernel prints to the first serial port", cause: error)
        }
        if waited >= nextReport {
          progress(waited)
          nextReport = waited + .seconds(1)
        }
      }
      try await Task.sleep(for: .milliseconds(250))
    }
  }

  /// Asks the agent for a sign of life; throws when it gives none within 7 s.
  public func ping() throws {
    _ = try call("guest-ping", NoAgentArguments(), seconds: 2, NoAgentValue.self)
  }

  /// The agent's version and commands.
  public func information() throws -> AgentInformation {
    try call("guest-info", NoAgentArguments(), AgentInformation.self)
  }

  /// The guest's host name.
  public func hostName() throws -> String {
    struct Name: Decodable {
      var name: String

      private enum CodingKeys: String, CodingKey {
        case name = "host-name"
      }
    }
    return try call("guest-get-host-name", NoAgentArguments(), Name.self).name
  }

  /// Gives a command to the agent and decodes its reply; blocks up to 5 s + `seconds`.
  func call<Arguments: Encodable, Value: Decodable>(
    _ name: String, _ arguments: Arguments, seconds: Int32 = 15, _ value: Value.Type
  ) throws -> Value {
    let doing = "asking the guest agent of the domain \(domain.name) for \(name)"
    let text: String
    do {
      text = try AgentMessage(execute: name, arguments: arguments).text()
    } catch {
      throw BuildError(.defect, "\(doing): \(error)", cause: error)
    }
    guard let reply = virDomainQemuAgentCommand(domain.handle.pointer, text, seconds, 0) else {
      throw domain.explain(LibvirtError.last(), doing: doing)
    }
    defer { free(reply) }
    do {
      return try AgentReply<Value>.value(in: String(cString: reply))
    } catch {
      throw BuildError(
        .buildFailed, "\(doing): its reply was not understood", cause: error,
        output: [String(String(cString: reply).prefix(500))])
    }
  }
}
