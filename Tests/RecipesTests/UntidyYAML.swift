import TestSupport

/// Makes YAML as people and programs write it: valid for the most part, and never tidy.
struct UntidyYAML {
  private var random: SplitMix
  private var lines: [String] = []

  private init(seed: UInt64) { random = SplitMix(state: seed) }

  /// A text; the same for the same seed.
  static func text(seed: UInt64) -> String {
    var writer = UntidyYAML(seed: seed)
    if writer.chance(8) { writer.lines.append("---") }
    writer.extras(indent: 0)
    writer.collection(indent: writer.number(0, 2), depth: 0)
    writer.extras(indent: 0)
    let end = writer.pick(["\n", "\n", "\r\n"])
    return writer.lines.joined(separator: end) + writer.pick(["", end, end + end])
  }

  /// `text` with a few places changed, mostly blanks.
  static func mutated(_ text: String, seed: UInt64) -> String {
    var random = SplitMix(state: seed)
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 1...4, using: &random) where !scalars.isEmpty {
      let place = Int.random(in: 0..<scalars.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: scalars.remove(at: place)
      case 1: scalars.insert(scalars[place], at: place)
      default:
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
        scalars.insert(contentsOf: piece.unicodeScalars, at: place)
      }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  private static let pieces = [
    " ", " ", "  ", "\n", "\n", "\n\n", "\t", " # x", "#", "\n# x\n", "\n      # x\n", ": ", "- ",
    "? ", "[", "]", "{", "}", ", ", "'", "\"", "|", ">-\n", "|2\n", "|+\n", "&a ", "!x ", "\\",
    "\r",
    "é", "図", "---\n", "...", "~", "%", "\u{FEFF}",
  ]

  private mutating func number(_ low: Int, _ high: Int) -> Int {
    Int.random(in: low...high, using: &random)
  }

  private mutating func chance(_ of: Int) -> Bool { number(1, of) == 1 }

  private mutating func pick(_ texts: [String]) -> String { texts[number(0, texts.count - 1)] }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Blank lines and comments between lines.
  private mutating func extras(indent: Int) {
    while chance(4) {
      switch number(0, 2) {
      case 0: lines.append(blanks(number(0, 1) * number(0, 6)))
      case 1: lines.append(blanks(indent) + "# note")
      default: lines.append(blanks(number(0, 8)) + "#- odd   # note  ")
      }
    }
  }

  private mutating func tail() -> String {
    if chance(4) { return blanks(number(1, 6)) + "# tail" + blanks(number(0, 2)) }
    return chance(8) ? blanks(number(1, 3)) : ""
  }

  private mutating func collection(indent: Int, depth: Int) {
    let isList = chance(2)
    for index in 0..<number(1, 4) {
      if index > 0 || depth > 0 { extras(indent: indent) }
      isList ? item(indent: indent, depth: depth) : pair(index, indent: indent, depth: depth)
    }
  }

  private mutating func item(indent: Int, depth: Int) {
    let gap = number(1, 4)
    let start = blanks(indent) + "-"
    guard depth < 3, chance(2) else { return value(start, indent: indent, isKey: false) }
    guard chance(3) == false else {
      lines.append(start + tail())
      return collection(indent: indent + number(1, 4), depth: depth + 1)
    }
    // The collection starts on the line of its item.
    let first = lines.count
    let mark = lines
    lines = []
    collection(indent: indent + 1 + gap, depth: depth + 1)
    while let line = lines.first, line.drop(while: { $0 == " " }).first.map({ $0 == "#" }) ?? true {
      lines.removeFirst()
    }
    if !lines.isEmpty { lines[0] = start + lines[0].dropFirst(indent + 1) }
    lines = mark[..<first] + lines
  }

  private mutating func pair(_ index: Int, indent: Int, depth: Int) {
    let name = pick([
      "a\(index)", "key\(index)", "'a b\(index)'", "\"k\(index)\"", "ü\(index)", "[x\(index),y ]",
    ])
    let anchor = chance(8) ? "&n\(indent)x\(index)  " : ""
    let start = blanks(indent) + anchor + name + pick([":", ":", ":", " :"])
    guard depth < 3, chance(2) else { return value(start, indent: indent, isKey: true) }
    lines.append(start + pick(["", "", "", "  !t", " &b\(index)"]) + tail())
    extras(indent: indent + 2)
    if chance(3) {
      for _ in 0..<number(1, 3) { item(indent: indent, depth: depth + 1) }
    } else {
      collection(indent: indent + number(1, 4), depth: depth + 1)
    }
  }

  private mutating func value(_ start: String, indent: Int, isKey: Bool) {
    let deeper = indent + number(1, 5)
    let text = start + blanks(number(1, 4)) + pick(["", "", "", "!t  ", "&v "])
    switch number(0, 9) {
    case 0: block(text, indent: indent)
    case 1:
      lines.append(text + "one  two")
      if chance(3) { lines.append("") }
      lines.append(blanks(deeper) + "- three: ".replacing(": ", with: " ") + "four" + tail())
    case 2:
      lines.append(text + pick(["\"one  ", "'one #  "]))
      let quote = lines[lines.count - 1].contains("\"") ? "\"" : "'"
      if chance(2) { lines.append(blanks(number(0, 3))) }
      lines.append(blanks(deeper) + "# two: [ " + quote + tail())
    case 3: lines.append(text + flow(depth: 0) + tail())
    case 4: flowLines(text, indent: deeper)
    case 5:
      lines.append(start + tail())
      lines.append(blanks(deeper) + "alone" + tail())
    case 6: lines.append(start + tail())
    default:
      lines.append(text + pick(["x", "\"q # : \"", "'it''s'", "a#b:c", "-1", "4 GiB"]) + tail())
    }
  }

  private mutating func block(_ start: String, indent: Int) {
    let digit = chance(4) ? number(1, 4) : 0
    let column = indent + (digit > 0 ? digit : number(1, 5))
    let chomping = pick(["", "", "-", "+"])
    lines.append(start + pick(["|", ">"]) + (digit > 0 ? "\(digit)" : "") + chomping + tail())
    if chance(6) { lines.append(blanks(number(0, 1))) }
    for index in 0..<number(0, 4) {
      let more = index > 0 || digit > 0 ? number(0, 3) : 0
      lines.append(blanks(column + more) + pick(["text  ", "# text", "key:   x", "- x", "図\t"]))
      if chance(4) { lines.append(blanks(number(0, column + 1))) }
    }
    if chance(4) { lines.append(blanks(number(0, indent)) + "# behind") }
  }

  private mutating func flow(depth: Int) -> String {
    let space = { (writer: inout UntidyYAML) in writer.blanks(writer.number(0, 2)) }
    guard depth < 2 else { return pick(["x", "'y'", "\"z\"", "p q", "http://h/a", "~"]) }
    let isList = chance(2)
    var parts: [String] = []
    for index in 0..<number(0, 3) {
      let key =
        isList ? "" : pick(["a\(index): ", "'b\(index)':", "c\(index) : ", "\"d\(index)\" : "])
      parts.append(space(&self) + key + flow(depth: depth + number(0, 2)) + space(&self))
    }
    return (isList ? "[" : "{") + parts.joined(separator: ",") + (isList ? "]" : "}")
  }

  private mutating func flowLines(_ start: String, indent: Int) {
    lines.append(start + "[" + tail())
    for index in 0..<number(0, 3) {
      if chance(5) { lines.append(pick(["", blanks(number(0, 9)) + "# inside"])) }
      let part = pick(["x", "{a: 1,", "y z", "'q'", "[ b,c ]"])
      lines.append(blanks(indent + number(0, 3)) + (index > 0 ? ", " : "") + part + tail())
      if part.hasSuffix(",") { lines.append(blanks(indent + number(0, 3)) + "b: 2 }" + tail()) }
    }
    lines.append(blanks(indent) + "]" + tail())
  }
}
