import Foundation

/// A command for the guest agent, as it goes over the wire.
struct AgentMessage<Arguments: Encodable>: Encodable {
  var execute: String
  var arguments: Arguments

  /// The message as JSON, keys in a fixed order.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

/// No arguments: `{}`.
struct NoAgentArguments: Encodable {}

/// The agent's reply to a command.
struct AgentReply<Value: Decodable>: Decodable {
  var value: Value

  private enum CodingKeys: String, CodingKey {
    case value = "return"
  }

  /// The value in the agent's reply.
  static func value(in text: String) throws -> Value {
    try JSONDecoder().decode(AgentReply<Value>.self, from: Data(text.utf8)).value
  }
}

/// A reply whose value says nothing: `{"return": {}}`.
struct NoAgentValue: Decodable {}
