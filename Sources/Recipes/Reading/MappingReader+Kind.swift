extension MappingReader {
  /// The one key of `kinds` that is given, and its value; reports when there is none, or a second.
  func onlyKind(among kinds: [String]) -> (name: String, value: ValueReader)? {
    let found = given.filter { kinds.contains($0.value) }
    guard let first = found.first, let value = self[first.value] else {
      // A mistyped key has been reported already, with the right one.
      guard !hasUnknownKeys else { return nil }
      reading.fault(
        "\(what) needs the key of one kind", at: location,
        hint: "kinds of \(what): " + kinds.joined(separator: ", "))
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
