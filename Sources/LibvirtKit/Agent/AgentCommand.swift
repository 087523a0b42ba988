import Foundation

/// A program for the guest agent to run.
public struct AgentCommand: Sendable, Hashable {
  /// The program: an absolute path, or a name for a look-up in the agent's `PATH`.
  public var path: String
  /// Its arguments, without its own name.
  public var arguments: [String]
  /// Its whole environment; nil: the agent's own.
  public var environment: [String: String]?
  /// What it reads from standard input; nil: nothing.
  public var input: [UInt8]?
  /// Whether its output is kept in the guest until it ends, up to 16 MiB, and comes with the result.
  public var capturesOutput: Bool

  /// A command.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    input: [UInt8]? = nil, capturesOutput: Bool = true
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.input = input
    self.capturesOutput = capturesOutput
  }

  /// The arguments of `guest-exec`.
  var message: Message {
    Message(
      path: path, arg: arguments,
      env: environment.map { $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } },
      input: input.map { Data($0).base64EncodedString() }, captureOutput: capturesOutput)
  }

  struct Message: Encodable {
    var path: String
    var arg: [String]
    var env: [String]?
    var input: String?
    var captureOutput: Bool

    private enum CodingKeys: String, CodingKey {
      case path, arg, env
      case input = "input-data"
      case captureOutput = "capture-output"
    }
  }
}
