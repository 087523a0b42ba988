/// What the guest agent says of itself.
public struct AgentInformation: Sendable, Hashable, Decodable {
  /// The agent's version, which is QEMU's.
  public let version: String
  /// The commands that it answers; distributions block some, such as `guest-exec` on RHEL.
  public let enabledCommands: Set<String>

  private struct Command: Decodable {
    let name: String
    let enabled: Bool
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case commands = "supported_commands"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decode(String.self, forKey: .version)
    let commands = try container.decode([Command].self, forKey: .commands)
    enabledCommands = Set(commands.lazy.filter(\.enabled).map(\.name))
  }
}
