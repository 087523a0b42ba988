extension AnswerFilePassword: Codable {
  private static let element = "AdministratorPassword"

  /// Reads the form in which answer files hide passwords.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let hidden = try container.decode(String.self)
    guard let text = Self.revealed(hidden, in: Self.element) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a password is not in the form of answer files")
    }
    self.init(text)
  }

  /// Writes it as answer files do: hidden from a glance, and from nobody who reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hidden(in: Self.element))
  }
}
