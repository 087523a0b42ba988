/// Reads an answer file's XML into nodes that know their places.
///
/// Foundation's parser tells where a tag ends, not where a value stands, and follows what document
/// type declarations say. This one knows elements, attributes, text, comments and nothing else, so
/// that a file can neither name others nor grow; every loop goes forward over at most 1 MiB.
struct MarkupScanner {
  /// Elements within each other; real files have 8.
  static let deepest = 64
  /// Elements altogether.
  static let most = 50_000

  let scalars: [Unicode.Scalar]
  var index = 0
  private var open: [(node: AnswerFileNode, name: String, prefixes: [String: String])] = []
  private var count = 0

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// The root element.
  static func root(of text: AnswerFileText) throws(MarkupFault) -> AnswerFileNode {
    var scanner = MarkupScanner(text.scalars)
    return try scanner.document()
  }

  private mutating func document() throws(MarkupFault) -> AnswerFileNode {
    if starts(with: "<?xml"), index + 5 < scalars.count, Self.isSpace(scalars[index + 5]) {
      try declaration()
    }
    var root: AnswerFileNode?
    while index < scalars.count {
      if let node = try markup() {
        guard root == nil else {
          throw fault("a second element stands after the first", at: node.offset)
        }
        root = node
      }
    }
    if let last = open.last { throw fault("<\(last.name)> is not closed", at: last.node.offset) }
    guard let root else {
      throw fault("this is not XML: there is no element in it", at: 0)
    }
    return root
  }

  /// The XML declaration, after the encoding was found out.
  private mutating func declaration() throws(MarkupFault) {
    index += 5
    let attributes = try self.attributes(of: "?xml")
    let names = attributes.map(\.name)
    let order = ["version", "encoding", "standalone"]
    guard starts(with: "?>"), names.first == "version", names == order.filter(names.contains),
      attributes[0].value.wholeMatch(of: /1\.[0-9]+/) != nil
    else {
      throw fault(
        "the XML declaration is not right", at: 0,
        hint: #"write <?xml version="1.0" encoding="utf-8"?>"#)
    }
    index += 2
  }

  /// Reads what comes next; gives an element that starts outside of all others.
  private mutating func markup() throws(MarkupFault) -> AnswerFileNode? {
    guard scalars[index] == "<" else {
      try text()
      return nil
    }
    if starts(with: "<!--") {
      try comment()
    } else if starts(with: "<![CDATA[") {
      try characterData()
    } else if starts(with: "<!") {
      throw MarkupFault(
        rule: .documentType, offset: index,
        message: "a document type declaration stands here, which answer files do not have",
        hint: "remove it; entities other than the five of XML are not read")
    } else if starts(with: "<?") {
      if starts(with: "<?xml"), index + 5 < scalars.count, Self.isSpace(scalars[index + 5]) {
        throw fault("the XML declaration is not at the start of the file", at: index)
      }
      try skip(through: "?>", what: "the processing instruction")
    } else if starts(with: "</") {
      try endTag()
    } else {
      return try startTag()
    }
    return nil
  }

  private mutating func comment() throws(MarkupFault) {
    let start = index
    index += 4
    while index < scalars.count, !starts(with: "--") { try checkCharacter() }
    guard starts(with: "-->") else {
      throw fault(
        index < scalars.count ? "a comment has -- in it" : "a comment does not end", at: start)
    }
    index += 3
  }

  private mutating func characterData() throws(MarkupFault) {
    let start = index
    guard let node = open.last?.node else {
      throw fault("text stands outside of the elements", at: start)
    }
    index += 9
    var content = String.UnicodeScalarView()
    let from = index
    while index < scalars.count, !starts(with: "]]>") {
      content.append(scalars[index])
      try checkCharacter()
    }
    guard index < scalars.count else { throw fault("a CDATA section does not end", at: start) }
    index += 3
    node.add(text: String(content), at: from)
  }

  private mutating func text() throws(MarkupFault) {
    // White space before a value is how people indent, not part of it.
    while index < scalars.count, Self.isSpace(scalars[index]), open.last?.node.text.isEmpty != false
    {
      index += 1
    }
    let start = index
    var content = String.UnicodeScalarView()
    while index < scalars.count, scalars[index] != "<" {
      if open.isEmpty {
        guard Self.isSpace(scalars[index]) else {
          throw fault(
            start == 0
              ? "this is not XML: it does not start with <"
              : "text stands outside of the elements", at: index)
        }
        index += 1
      } else if scalars[index] == "&" {
        content.append(try reference())
      } else if starts(with: "]]>") {
        throw fault("]]> stands in text", at: index)
      } else {
        content.append(scalars[index])
        try checkCharacter()
      }
    }
    if !content.isEmpty { open.last?.node.add(text: String(content), at: start) }
  }

  private mutating func startTag() throws(MarkupFault) -> AnswerFileNode? {
    let start = index
    index += 1
    let name = try self.name(what: "a tag")
    let attributes = try self.attributes(of: name)
    var prefixes = open.last?.prefixes ?? ["": "", "xml": "http://www.w3.org/XML/1998/namespace"]
    for attribute in attributes {
      if attribute.name == "xmlns" {
        prefixes[""] = attribute.value
      } else if attribute.name.hasPrefix("xmlns:") {
        prefixes[String(attribute.name.dropFirst(6))] = attribute.value
      }
    }
    let (namespace, local) = try resolve(name, prefixes, at: start)
    var resolved: [AnswerFileNode.Attribute] = []
    for attribute in attributes where !attribute.name.hasPrefix("xmlns") {
      let hasPrefix = attribute.name.contains(":")
      let (namespace, local) =
        hasPrefix
        ? try resolve(attribute.name, prefixes, at: attribute.offset) : ("", attribute.name)
      resolved.append(
        .init(
          name: local, namespace: namespace, value: attribute.value, offset: attribute.offset))
    }
    let node = AnswerFileNode(
      name: local, namespace: namespace, attributes: resolved, offset: start)
    count += 1
    let isRoot = open.isEmpty
    open.last?.node.add(node)
    if starts(with: "/>") {
      index += 2
    } else if starts(with: "?>") {
      throw fault("? stands in the tag <\(name)>", at: index)
    } else {
      index += 1
      open.append((node, name, prefixes))
    }
    guard open.count <= Self.deepest, count <= Self.most else {
      throw MarkupFault(
        rule: .unreadable, offset: start,
        message: "the file has more than \(Self.deepest) elements within each other, or more than "
          + "\(Self.most) altogether")
    }
    return isRoot ? node : nil
  }

  private mutating func endTag() throws(MarkupFault) {
    let start = index
    index += 2
    let name = try self.name(what: "a closing tag")
    skipSpace()
    guard starts(with: ">") else { throw fault("</\(name)> is not closed by >", at: start) }
    index += 1
    guard let last = open.popLast() else {
      throw fault("</\(name)> closes what was not opened", at: start)
    }
    guard last.name == name else {
      throw fault("</\(name)> stands where <\(last.name)> has to be closed", at: start)
    }
    last.node.trimText()
  }

  private func resolve(
    _ name: String, _ prefixes: [String: String], at offset: Int
  ) throws(MarkupFault) -> (namespace: String, name: String) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts.contains(where: \.isEmpty) else {
      throw fault("\(name) is no name", at: offset)
    }
    let prefix = parts.count == 2 ? String(parts[0]) : ""
    guard let namespace = prefixes[prefix] else {
      throw fault(
        "the prefix of \(name) is not declared", at: offset,
        hint: prefix == "wcm"
          ? "add xmlns:wcm=\"\(SetupNamespace.configuration)\" to the root element" : nil)
    }
    return (namespace, String(parts.last ?? ""))
  }
}
