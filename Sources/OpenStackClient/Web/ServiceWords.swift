import Foundation

/// What a service says of an error, from JSON (Keystone) or from HTML (Glance) to one plain line.
enum ServiceWords {
  /// Longer answers are pages of a proxy, not words about an error.
  private static let longest = 500

  /// The line without a heading that only repeats the answer's status.
  static func plain(_ body: [UInt8], after heading: String) -> String {
    let words = plain(body)
    return words.hasPrefix(heading) ? tidied(String(words.dropFirst(heading.count))) : words
  }

  static func plain(_ body: [UInt8]) -> String {
    if let document = try? JSONValue(body) { return tidied(message(of: document) ?? "") }
    var text = String(decoding: body.prefix(64 << 10), as: UTF8.self)
    let isPage = text.contains(/<\s*(html|body|!doctype|h1)\b/.ignoresCase())
    if isPage {
      text.replace(
        /<(head|style|script)\b.*?<\/\1\s*>/.ignoresCase().dotMatchesNewlines(), with: " ")
      // The heading repeats the status.
      text.replace(/<h1\b.*?<\/h1\s*>/.ignoresCase().dotMatchesNewlines(), with: " ")
      text.replace(/<[^>]*>/, with: " ")
      text = decoded(text)
    }
    return tidied(text)
  }

  /// `{"error": {"message": …}}`, `{"message": …}`, or the same one level below another key.
  private static func message(of document: JSONValue) -> String? {
    if let text = document["message"].text ?? document["error"].text { return text }
    if let text = document["error"]["message"].text { return text }
    guard case .mapping(let mapping) = document, mapping.count == 1, let only = mapping.values.first
    else { return nil }
    return only["message"].text
  }

  private static func decoded(_ text: String) -> String {
    let names = ["lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "amp": "&"]
    return text.replacing(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,5}));/) { match in
      let code = match.1.flatMap { UInt32($0, radix: 16) } ?? match.2.flatMap { UInt32($0) }
      if let code { return Unicode.Scalar(code).map { String(Character($0)) } ?? "" }
      return match.3.flatMap { names[String($0)] } ?? String(match.0)
    }
  }

  /// One line without control characters, which would reach the terminal.
  private static func tidied(_ text: String) -> String {
    let clean = String(
      text.unicodeScalars.map {
        $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
          ? " " : Character($0)
      })
    let line = clean.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > longest ? line.prefix(longest) + "…" : line
  }
}
