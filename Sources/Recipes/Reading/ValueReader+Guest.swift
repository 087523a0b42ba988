import BuildFoundation

/// User and group of a file in a guest.
struct Owner: Equatable {
  var user = "root"
  var group = "root"
}

extension ValueReader {
  /// An absolute path in the guest, without `..`.
  func guestPath() -> Located<String>? {
    guard let line = line() else { return nil }
    guard line.value.hasPrefix("/") else {
      fault("\(what) must be an absolute path in the guest, not `\(shortened(line.value))`")
      return nil
    }
    guard !line.value.split(separator: "/").contains("..") else {
      fault("\(what) must not contain `..`")
      return nil
    }
    guard line.value.utf8.count < 4096 else {
      fault("\(what) is longer than a path can be")
      return nil
    }
    return line
  }

  /// `user` or `user:group`, names or numbers; the group is root unless it is given.
  func owner() -> Owner? {
    let rule = "`user` or `user:group`"
    let line = line(rule) { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count <= 2 && parts.allSatisfy { Self.isAccount($0) }
    }
    guard let parts = line?.value.split(separator: ":"), let user = parts.first else { return nil }
    return Owner(user: String(user), group: parts.count > 1 ? String(parts[1]) : "root")
  }

  /// Permission bits in octal: `0644`, quoted or not.
  func mode() -> UInt16? {
    let line = line("octal permissions such as \"0644\"") { text in
      (3...4).contains(text.count) && UInt16(text, radix: 8) != nil && !text.hasPrefix("+")
    }
    return line.flatMap { UInt16($0.value, radix: 8) }
  }

  /// A script that is not empty, as it stands: its variables come through its environment.
  func script() -> Located<String>? {
    guard let text = rawText() else { return nil }
    guard text.value.contains(where: { !$0.isWhitespace }) else {
      fault("\(what) is empty")
      return nil
    }
    if text.value.contains("\r") {
      reading.warn(
        "\(what) has carriage returns, which a shell takes as part of the words", at: location,
        hint: "save the recipe with Unix line ends")
    }
    return text
  }

  /// The absolute path of a program, or a word for one of Windows.
  func interpreter() -> String? {
    if let word = node.text, ["cmd", "powershell"].contains(word) { return word }
    guard let path = guestPath() else { return nil }
    guard !path.value.contains(" "), !path.value.hasSuffix("/") else {
      fault("\(what) must be the path of a program alone, without arguments")
      return nil
    }
    return path.value
  }

  /// Variables of a process.
  func environment() -> [String: String]? {
    guard let pairs = pairs() else { return nil }
    var environment: [String: String] = [:]
    for (key, value) in pairs {
      guard Self.isVariable(key.value) else {
        reading.fault("`\(shortened(key.value))` is not a variable's name", at: key.location)
        continue
      }
      guard let text = value.text() else { continue }
      SecretCheck(reading).value(text, of: key.value)
      environment[key.value] = text.value
    }
    return environment.count == pairs.count ? environment : nil
  }

  private static func isAccount(_ name: Substring) -> Bool {
    guard let first = name.unicodeScalars.first, first.isASCIIAlphanumeric || first == "_" else {
      return false
    }
    return name.utf8.count <= 32
      && name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || "_.-".contains($0) }
  }

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !first.isASCIIDigit else { return false }
    return name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || $0 == "_" }
  }
}
