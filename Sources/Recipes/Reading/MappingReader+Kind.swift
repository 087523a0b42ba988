extension MappingReader {
  /// The one key of `kinds` that is given, and its value; reports when there is none, or a second.
  func onlyKind(among kinds: [String]) -> (name: String, value: ValueReader)? {
    let found = given.filter { kinds.contains($0.value) }
    guard let first = found.first, let value = self[first.value] else {
      // A mistyped key has been reported already, with the right one.
      guard !hasUnknownKeys else { return nil }
      let names = kinds.map { "`\($0)`" }.joined(separator: ", ")
      let wanted = kinds.count == 1 ? "the key \(names)" : "one of the keys \(names)"
      reading.fault("\(what) needs \(wanted)", at: location)
      return nil
    }
    if let second = found.dropFirst().first {
      reading.fault(
        "\(what) has both `\(first.value)` and `\(second.value)`", at: second.location,
        hint: "give each an entry of its own")
    }
    return (first.value, value)
  }
}
