extension AnswerFilePassword {
  /// The letters and digits of random passwords, without those that people take for each other.
  private static let alphabets = [
    "abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-_.+",
  ].map(Array.init)

  /// A password that nobody knows: 24 characters of all kinds that Windows' rules ask for.
  public static func random() -> AnswerFilePassword {
    var generator = SystemRandomNumberGenerator()
    let all = alphabets.flatMap { $0 }
    var characters = alphabets.compactMap { $0.randomElement(using: &generator) }
    while characters.count < 24, let next = all.randomElement(using: &generator) {
      characters.append(next)
    }
    return AnswerFilePassword(String(characters.shuffled(using: &generator)))
  }
}
