import Foundation

/// How a program that the guest agent started stands.
public struct AgentCommandStatus: Sendable, Hashable, Decodable {
  /// Whether it ended; the rest says something only then.
  public let hasExited: Bool
  /// Its exit status as a shell gives it: 128 + the signal's number when a signal ended it.
  public let exitStatus: Int32
  /// What it printed, when that was kept.
  public let output: [UInt8]
  /// What it printed to standard error, when that was kept.
  public let errorOutput: [UInt8]
  /// Whether it printed more than the agent keeps.
  public let isTruncated: Bool

  private enum CodingKeys: String, CodingKey {
    case exited, exitcode, signal
    case output = "out-data"
    case errorOutput = "err-data"
    case outputTruncated = "out-truncated"
    case errorTruncated = "err-truncated"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    hasExited = try container.decode(Bool.self, forKey: .exited)
    if let signal = try container.decodeIfPresent(Int32.self, forKey: .signal) {
      exitStatus = 128 + signal
    } else {
      // Windows gives exit codes such as 0xC0000005 as unsigned numbers.
      let code = try container.decodeIfPresent(Int64.self, forKey: .exitcode) ?? 0
      exitStatus = Int32(truncatingIfNeeded: code)
    }
    output = try Self.bytes(container, .output)
    errorOutput = try Self.bytes(container, .errorOutput)
    let truncations = try [CodingKeys.outputTruncated, .errorTruncated].map {
      try container.decodeIfPresent(Bool.self, forKey: $0) ?? false
    }
    isTruncated = truncations.contains(true)
  }

  private static func bytes(
    _ container: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys
  ) throws -> [UInt8] {
    guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return [] }
    guard let data = Data(base64Encoded: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "not base64")
    }
    return [UInt8](data)
  }
}
