/// An element of an answer file that was read, with the places of its parts.
///
/// Places are indices of the document's characters; `AnswerFileText` makes lines and columns of them.
final class AnswerFileNode {
  /// An attribute, by its name without prefix.
  struct Attribute {
    var name: String
    var namespace: String
    var value: String
    var offset: Int
  }

  /// The name without prefix.
  let name: String
  /// The namespace; empty for none.
  let namespace: String
  let attributes: [Attribute]
  /// Where its tag starts.
  let offset: Int
  /// The characters directly in it, without white space around them.
  private(set) var text = ""
  /// Where `text` starts; the tag, when there is none.
  private(set) var textOffset: Int
  private(set) var children: [AnswerFileNode] = []

  init(name: String, namespace: String, attributes: [Attribute], offset: Int) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.offset = offset
    textOffset = offset
  }

  /// The value of an attribute without namespace; nil if it is not there.
  func attribute(_ name: String) -> Attribute? {
    attributes.first { $0.name == name && $0.namespace.isEmpty }
  }

  /// The first element in it with a name, in whatever case: whether Windows minds is not known.
  func child(_ name: String) -> AnswerFileNode? {
    children.first { $0.isNamed(name) }
  }

  /// The elements in it with a name.
  func children(_ name: String) -> [AnswerFileNode] {
    children.filter { $0.isNamed(name) }
  }

  /// The element at the end of a path of names.
  func descendant(_ path: String...) -> AnswerFileNode? {
    path.reduce(Optional(self)) { $0?.child($1) }
  }

  func isNamed(_ other: String) -> Bool {
    name.count == other.count && name.lowercased() == other.lowercased()
  }

  /// The element and all below it, each before those in it.
  var subtree: [AnswerFileNode] {
    var found: [AnswerFileNode] = []
    var rest = [self]
    while let node = rest.popLast() {
      found.append(node)
      rest.append(contentsOf: node.children.reversed())
    }
    return found
  }

  func add(_ child: AnswerFileNode) { children.append(child) }

  func add(text more: String, at offset: Int) {
    if text.isEmpty { textOffset = offset }
    text += more
  }

  func trimText() {
    while let last = text.last, last.isWhitespace { text.removeLast() }
  }
}
