import Foundation

/// An XML element that renders itself: all that documents need which are only written.
public struct MarkupElement: Sendable {
  /// The element's name.
  public var name: String
  /// Its attributes, in the order in which they are written.
  public var attributes: [(name: String, value: String)]
  /// Its text, in place of children.
  public var text: String?
  /// The elements in it.
  public var children: [MarkupElement]

  /// Makes an element; attributes keep their order, so that a definition always reads the same.
  public init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil,
    _ children: [MarkupElement] = []
  ) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    self.text = text
    self.children = children
  }

  /// Makes an element without attributes.
  public init(_ name: String, _ children: [MarkupElement]) {
    self.init(name, [:], children)
  }

  /// The element and all below it, two spaces a level, with a newline at its end.
  public func rendered(indent: String = "") -> String {
    var line = "\(indent)<\(name)"
    for attribute in attributes {
      line += " \(attribute.name)='\(Self.escaped(attribute.value))'"
    }
    if let text { return "\(line)>\(Self.escaped(text))</\(name)>\n" }
    if children.isEmpty { return "\(line)/>\n" }
    let inner = children.map { $0.rendered(indent: indent + "  ") }.joined()
    return "\(line)>\n\(inner)\(indent)</\(name)>\n"
  }

  /// `text` with the five characters escaped that XML reserves; control characters, which XML 1.0
  /// cannot express, become `?`.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "'": result += "&apos;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case _ where scalar.value < 0x20: result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The value of an attribute in markup that libvirt gave back; nil if there is none.
  public static func attribute(_ name: String, in markup: String) -> String? {
    for quote in ["'", "\""] {
      guard let start = markup.range(of: " \(name)=\(quote)") else { continue }
      let rest = markup[start.upperBound...]
      guard let end = rest.range(of: quote) else { continue }
      return unescaped(String(rest[..<end.lowerBound]))
    }
    return nil
  }

  private static func unescaped(_ text: String) -> String {
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&quot;", "\""), ("&#39;", "'"),
      ("&#34;", "\""), ("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r"), ("&amp;", "&"),
    ]
    return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
