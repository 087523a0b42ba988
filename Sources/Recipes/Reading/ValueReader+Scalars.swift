import BuildFoundation

extension ValueReader {
  /// The exact text of a scalar: as written, without quotes, with variables put in.
  ///
  /// Only where the value stays out of plans, logs and keys, it may hold secrets; these still stand
  /// as `${secret.NAME}` then.
  func text(mayHoldSecrets: Bool = false) -> Located<String>? {
    guard !isNull else {
      mismatch("a text")
      return nil
    }
    switch scalar(mayHoldSecrets: mayHoldSecrets) {
    case .scalar(let scalar): return literal(scalar.text)
    case .none: mismatch("a text")
    case .faulty: break
    }
    return nil
  }

  /// The exact text of a scalar, whatever references stand in it.
  func rawText() -> Located<String>? {
    guard case .scalar(let scalar) = node.content, !isNull else {
      mismatch("a text")
      return nil
    }
    return literal(scalar.text)
  }

  private func literal(_ text: String) -> Located<String>? {
    guard !text.contains("\0") else {
      fault("\(what) contains a NUL character")
      return nil
    }
    return Located(text, at: location)
  }

  /// A text of one line that is not empty.
  func line() -> Located<String>? {
    guard let text = text() else { return nil }
    let content = text.value
    guard !content.isEmpty, !content.unicodeScalars.contains(where: { $0.value < 32 }) else {
      fault("\(what) must be one line of text" + (content.isEmpty ? ", not empty" : ""))
      return nil
    }
    return text
  }

  /// A line that `isValid` accepts; `rule` completes the sentence "`name` must be …".
  func line(_ rule: String, _ isValid: (String) -> Bool) -> Located<String>? {
    guard let line = line() else { return nil }
    guard isValid(line.value) else {
      fault("\(what) must be \(rule), not `\(shortened(line.value))`")
      return nil
    }
    return line
  }

  /// `true` or `false`.
  func boolean() -> Bool? {
    let expansion = scalar()
    if case .faulty = expansion { return nil }
    if case .scalar(let scalar) = expansion, scalar.isPlain {
      switch scalar.text {
      case "true", "True", "TRUE": return true
      case "false", "False", "FALSE": return false
      default: break
      }
      switch scalar.text.lowercased() {
      case "yes", "on", "y":
        mismatch("true or false", hint: "write true")
        return nil
      case "no", "off", "n":
        mismatch("true or false", hint: "write false")
        return nil
      default: break
      }
    }
    mismatch("true or false")
    return nil
  }

  /// A whole number within `range`.
  func integer(in range: ClosedRange<Int>) -> Int? {
    let expansion = scalar()
    if case .faulty = expansion { return nil }
    guard case .scalar(let scalar) = expansion, let number = Int(scalar.text),
      !scalar.text.hasPrefix("+")
    else {
      mismatch("a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    guard scalar.isPlain else {
      mismatch("a number", hint: "write \(number) without quotes")
      return nil
    }
    guard range.contains(number) else {
      fault("\(what) must be from \(range.lowerBound) to \(range.upperBound), not \(number)")
      return nil
    }
    return number
  }

  /// A size such as `4 GiB`, a whole number of MiB within `range`.
  func size(in range: ClosedRange<ByteCount>) -> Located<ByteCount>? {
    guard let text = line() else { return nil }
    guard let size = ByteCount(text.value) else {
      fault("\(what) must be a size, not `\(shortened(text.value))`", hint: "write 4 GiB")
      return nil
    }
    guard range.contains(size) else {
      let unit = Int(text.value) == nil ? nil : "a number without a unit counts bytes: write 4 GiB"
      fault(
        "\(what) must be from \(range.lowerBound) to \(range.upperBound), not \(size)", hint: unit)
      return nil
    }
    guard size.bytes % (1 << 20) == 0 else {
      fault("\(what) must be a whole number of MiB, not \(size.bytes) bytes")
      return nil
    }
    return Located(size, at: location)
  }

  /// A duration such as `10m`, from a second to a day.
  func duration() -> Duration? {
    guard let text = line() else { return nil }
    guard let duration = Duration(text: text.value) else {
      let hint = Int(text.value) == nil ? "write 90s, 10m or 1h30m" : "write \(text.value)s"
      fault("\(what) must be a duration, not `\(shortened(text.value))`", hint: hint)
      return nil
    }
    guard (.seconds(1) ... .seconds(86_400)).contains(duration) else {
      fault("\(what) must be from 1 s to 24 h, not \(duration.inWords)")
      return nil
    }
    return duration
  }

  /// One of the names of `Choice`.
  func choice<Choice>(_ type: Choice.Type = Choice.self) -> Located<Choice>?
  where Choice: CaseIterable & RawRepresentable & Sendable, Choice.RawValue == String {
    guard let line = line() else { return nil }
    if let choice = Choice(rawValue: line.value) { return Located(choice, at: location) }
    let names = Choice.allCases.map(\.rawValue)
    let wanted = names.map { "`\($0)`" }.joined(separator: " or ")
    let near = nearestName(to: line.value, in: names)
    fault(
      "\(what) must be \(wanted), not `\(shortened(line.value))`",
      hint: near.map { "did you mean `\($0)`?" })
    return nil
  }
}
