extension StringProtocol {
  /// The text without blanks and tabs around it.
  var trimmed: String {
    var rest = Substring(self).utf8
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return String(Substring(rest))
  }
}
