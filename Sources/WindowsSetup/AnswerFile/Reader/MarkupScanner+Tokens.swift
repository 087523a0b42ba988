extension MarkupScanner {
  /// An attribute as it is written.
  struct RawAttribute {
    var name: String
    var value: String
    var offset: Int
  }

  /// The attributes of a tag or the XML declaration, up to its `>`, `/>` or `?>`.
  mutating func attributes(of tag: String) throws(MarkupFault) -> [RawAttribute] {
    var found: [RawAttribute] = []
    var names: Set<String> = []
    while true {
      let before = index
      skipSpace()
      if starts(with: ">") || starts(with: "/>") || starts(with: "?>") { return found }
      guard index < scalars.count else { throw fault("the tag <\(tag) does not end", at: index) }
      guard index > before else {
        throw fault("the tag <\(tag) goes on without a space", at: index)
      }
      let offset = index
      let name = try self.name(what: "an attribute of <\(tag)>")
      skipSpace()
      guard starts(with: "=") else { throw fault("the attribute \(name) has no value", at: offset) }
      index += 1
      skipSpace()
      let value = try quoted(name)
      guard names.insert(name).inserted else {
        throw fault("the attribute \(name) is there twice", at: offset)
      }
      found.append(RawAttribute(name: name, value: value, offset: offset))
    }
  }

  private mutating func quoted(_ name: String) throws(MarkupFault) -> String {
    guard starts(with: "\"") || starts(with: "'") else {
      throw fault("the value of \(name) is not in quotation marks", at: index)
    }
    let start = index
    let mark = scalars[index]
    index += 1
    var value = String.UnicodeScalarView()
    while index < scalars.count, scalars[index] != mark {
      switch scalars[index] {
      case "<": throw fault("< stands in the value of \(name)", at: index, hint: "write &lt;")
      case "&": value.append(try reference())
      default:
        value.append(Self.isSpace(scalars[index]) ? " " : scalars[index])
        try checkCharacter()
      }
    }
    guard index < scalars.count else { throw fault("the value of \(name) does not end", at: start) }
    index += 1
    return String(value)
  }

  /// The character that a reference stands for: a number, or one of the five names of XML.
  mutating func reference() throws(MarkupFault) -> Unicode.Scalar {
    let start = index
    // The longest is &#x10FFFF; with zeros before it; what is longer is an & on its own.
    let after = scalars[(index + 1)...].prefix(16)
    guard
      let end = after.firstIndex(where: { !Self.isNameCharacter($0, isFirst: false) && $0 != "#" }),
      scalars[end] == ";"
    else {
      throw fault("& stands on its own", at: start, hint: "write &amp;")
    }
    let name = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
    index = end + 1
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "apos": return "'"
    case "quot": return "\""
    default: break
    }
    let digits = name.hasPrefix("#x") ? name.dropFirst(2) : name.dropFirst(1)
    let isNumber = name.hasPrefix("#") && digits.allSatisfy { $0.isASCII && $0.isHexDigit }
    guard isNumber, let number = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10),
      let scalar = Unicode.Scalar(number), Self.isCharacter(scalar)
    else {
      throw fault(
        "&\(name); stands for nothing", at: start, hint: "XML knows &amp; &lt; &gt; &quot; &apos;")
    }
    return scalar
  }

  mutating func name(what: String) throws(MarkupFault) -> String {
    let start = index
    while index < scalars.count, Self.isNameCharacter(scalars[index], isFirst: index == start) {
      index += 1
    }
    guard index > start, index - start <= 256 else {
      throw fault("\(what) has no name, or one that is too long", at: start)
    }
    return String(String.UnicodeScalarView(scalars[start..<index]))
  }

  mutating func skipSpace() {
    while index < scalars.count, Self.isSpace(scalars[index]) { index += 1 }
  }

  mutating func skip(through end: String, what: String) throws(MarkupFault) {
    let start = index
    while index < scalars.count, !starts(with: end) { try checkCharacter() }
    guard index < scalars.count else { throw fault("\(what) does not end", at: start) }
    index += end.unicodeScalars.count
  }

  /// Goes over a character; throws for one that XML does not have.
  mutating func checkCharacter() throws(MarkupFault) {
    guard Self.isCharacter(scalars[index]) else {
      let number = String(scalars[index].value, radix: 16)
      throw fault("the control character 0x\(number) cannot be in XML", at: index)
    }
    index += 1
  }

  func starts(with text: String) -> Bool {
    var position = index
    for scalar in text.unicodeScalars {
      guard position < scalars.count, scalars[position] == scalar else { return false }
      position += 1
    }
    return true
  }

  func fault(_ message: String, at offset: Int, hint: String? = nil) -> MarkupFault {
    MarkupFault(rule: .notWellFormed, offset: offset, message: message, hint: hint)
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  /// `Char` of XML 1.0.
  static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    isSpace(scalar) || (scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF)
  }

  /// `NameStartChar` and `NameChar` of XML 1.0, where letters of all scripts count as such.
  private static func isNameCharacter(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_", ":": true
    case "0"..."9", "-", ".", "\u{B7}": !isFirst
    default: scalar.value >= 0xC0 && scalar != "\u{D7}" && scalar != "\u{F7}" && isLetter(scalar)
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic
  }
}
