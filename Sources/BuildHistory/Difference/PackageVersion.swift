/// The order of package versions, after Debian Policy 5.6.12 (`deb-version(7)`).
///
/// RPM's rules give the same for all but carets and a few signs that no version starts with.
enum PackageVersion {
  /// Whether `version` comes after `other`.
  static func isLater(_ version: String, than other: String) -> Bool {
    let (left, right) = (parts(version), parts(other))
    for (left, right) in zip(left, right) {
      let order = compare(left, right)
      if order != 0 { return order > 0 }
    }
    return false
  }

  /// Epoch, upstream version, revision.
  private static func parts(_ text: String) -> [[UInt8]] {
    var epoch = Substring("0")
    var rest = text[...]
    if let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(\.isNumber) {
      (epoch, rest) = (text[..<colon], text[text.index(after: colon)...])
    }
    var revision = Substring("0")
    if let dash = rest.lastIndex(of: "-") {
      (rest, revision) = (rest[..<dash], rest[rest.index(after: dash)...])
    }
    return [epoch, rest, revision].map { Array($0.utf8) }
  }

  /// Compares runs of other signs and runs of digits in turn.
  private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var (left, right) = (left[...], right[...])
    while !left.isEmpty || !right.isEmpty {
      while left.first.map(isDigit) == false || right.first.map(isDigit) == false {
        let order = weight(left.popFirst()) - weight(right.popFirst())
        if order != 0 { return order }
      }
      let numbers = (number(&left), number(&right))
      // Of two numbers without leading zeros the longer is the larger.
      if numbers.0.count != numbers.1.count { return numbers.0.count - numbers.1.count }
      if numbers.0 != numbers.1 { return numbers.0.lexicographicallyPrecedes(numbers.1) ? -1 : 1 }
    }
    return 0
  }

  private static func number(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = text.prefix(while: isDigit)
    text = text.dropFirst(digits.count)
    return digits.drop { $0 == UInt8(ascii: "0") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// A tilde sorts before the end, the end before letters, and letters before all else.
  private static func weight(_ byte: UInt8?) -> Int {
    switch byte {
    case nil: 0
    case UInt8(ascii: "~")?: -1
    case let byte? where isDigit(byte): 0
    case let byte? where (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte): Int(byte)
    case let byte?: Int(byte) + 256
    }
  }
}
