/// The characters of an answer file, whatever it is encoded in.
struct AnswerFileText {
  /// The largest answer file that is read, in bytes; real ones have 10 to 50 kB.
  static let limit = 1 << 20

  /// The characters, without the byte order mark.
  let scalars: [Unicode.Scalar]
  /// The indices at which lines start.
  private let lineStarts: [Int]

  /// Decodes UTF-8, or UTF-16 by its byte order mark or first characters (XML 1.0, appendix F).
  init(_ bytes: [UInt8]) throws(MarkupFault) {
    guard bytes.count <= Self.limit else {
      throw MarkupFault(
        rule: .unreadable, offset: 0, message: "the file is larger than 1 MiB",
        hint: "scripts belong beside the answer file, not into it")
    }
    scalars = try Self.decode(bytes)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(index + 1) }
    lineStarts = starts
  }

  /// The line and column of an index, both from 1.
  func position(_ offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, offset - lineStarts[low] + 1)
  }

  private static func decode(_ bytes: [UInt8]) throws(MarkupFault) -> [Unicode.Scalar] {
    switch Array(bytes.prefix(4)) {
    case let start where start.starts(with: [0xEF, 0xBB, 0xBF]):
      return try utf8(bytes.dropFirst(3), skipped: 3)
    case let start where start.starts(with: [0xFF, 0xFE]):
      return try utf16(bytes.dropFirst(2), isLittle: true)
    case let start where start.starts(with: [0xFE, 0xFF]):
      return try utf16(bytes.dropFirst(2), isLittle: false)
    case [0x3C, 0, 0x3F, 0]: return try utf16(bytes[...], isLittle: true)
    case [0, 0x3C, 0, 0x3F]: return try utf16(bytes[...], isLittle: false)
    default:
      if declaresOneByteEncoding(bytes) { return bytes.map { Unicode.Scalar($0) } }
      return try utf8(bytes[...], skipped: 0)
    }
  }

  private static func utf8(
    _ bytes: ArraySlice<UInt8>, skipped: Int
  ) throws(MarkupFault) -> [Unicode.Scalar] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw MarkupFault(
        rule: .unreadable, offset: 0, message: "the file is not UTF-8, nor does it say what it is",
        hint: "save it as UTF-8")
    }
    return Array(text.unicodeScalars)
  }

  private static func utf16(
    _ bytes: ArraySlice<UInt8>, isLittle: Bool
  ) throws(MarkupFault) -> [Unicode.Scalar] {
    let fault = MarkupFault(
      rule: .unreadable, offset: 0, message: "the file starts as UTF-16 and is none",
      hint: "save it as UTF-8")
    guard bytes.count.isMultiple(of: 2) else { throw fault }
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      return isLittle ? first | second << 8 : first << 8 | second
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw fault }
    return Array(text.unicodeScalars)
  }

  /// Whether the declaration names Latin-1, or what is like it but for a few quotation marks.
  private static func declaresOneByteEncoding(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(120), as: UTF8.self).lowercased()
    guard start.hasPrefix("<?xml"), let end = start.firstRange(of: "?>") else { return false }
    let declaration = start[..<end.lowerBound]
    return ["iso-8859-1", "windows-1252"].contains { declaration.contains("\"\($0)\"") }
      || ["iso-8859-1", "windows-1252"].contains { declaration.contains("'\($0)'") }
  }
}
