import Testing

/// A text and what formatting makes of it.
struct FormattingExample: Sendable, CustomTestStringConvertible {
  let rule: String
  let before: String
  let after: String

  var testDescription: String { rule }

  init(_ rule: String, _ before: String, _ after: String) {
    self.rule = rule
    self.before = before
    self.after = after
  }

  static let structure: [FormattingExample] = [
    FormattingExample("levels of two", "a:\n    b:\n         c: 1\n", "a:\n  b:\n    c: 1\n"),
    FormattingExample("an indented recipe", "  a: 1\n  b: 2\n", "a: 1\nb: 2\n"),
    FormattingExample("items below their key", "a:\n- x\n- y\nb: 1\n", "a:\n  - x\n  - y\nb: 1\n"),
    FormattingExample("deep items", "a:\n      - x: 1\n        y: 2\n", "a:\n  - x: 1\n    y: 2\n"),
    FormattingExample("wide items", "-    a: 1\n     b: 2\n", "- a: 1\n  b: 2\n"),
    FormattingExample(
      "lists of lists", "-   - a\n    -    b\n-\n - c\n", "- - a\n  - b\n-\n  - c\n"),
    FormattingExample("colons", "a :   1\n\"b\":  2\n", "a: 1\n\"b\": 2\n"),
    FormattingExample("no value", "a:\nb:   \n- \n".replacing("- \n", with: ""), "a:\nb:\n"),
    FormattingExample("a value below its key", "a:\n      x\n", "a:\n  x\n"),
    FormattingExample("several lines", "a: x\n      y\n\n\n   z\n", "a: x\n  y\n\n\n  z\n"),
    FormattingExample(
      "several quoted lines", "a: \"x  \n        # y\"  # z\n", "a: \"x  \n  # y\"  # z\n"),
    FormattingExample("explicit keys", "?  a\n:   b\n", "? a\n: b\n"),
    FormattingExample("anchors", "a:   &x   {b: 1}\nc: *x\n", "a: &x {b: 1}\nc: *x\n"),
    FormattingExample("an alias as key", "a: &x b\n*x  :  c\n", "a: &x b\n*x : c\n"),
    FormattingExample("tags", "a:  !!str   1\nb: [!x  ]\n", "a: !!str 1\nb: [!x ]\n"),
    FormattingExample("documents", "---\na:   1\n...\n", "---\na: 1\n...\n"),
    FormattingExample("a directive", "%YAML 1.1  \n---\na: 1\n", "%YAML 1.1\n---\na: 1\n"),
    FormattingExample("blank lines", "\n\na: 1\n \n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n"),
    FormattingExample("blanks at ends", "a: 1  \nb: 2\t\n", "a: 1\nb: 2\n"),
    FormattingExample("no line end", "a:  1", "a: 1\n"),
    FormattingExample("Windows", "\u{FEFF}a: 1\r\nb: |\r\n  x\r\n", "a: 1\nb: |\n  x\n"),
    FormattingExample("an old Mac", "a: 1\rb: 2\r", "a: 1\nb: 2\n"),
  ]

  static let flow: [FormattingExample] = [
    FormattingExample(
      "spaces", "{ a: 1,b:  [ x ,y ] , \"c\":2 }\n", "{a: 1, b: [x, y], \"c\": 2}\n"),
    FormattingExample("nothing in it", "a: { }\nb: [ ]\n", "a: {}\nb: []\n"),
    FormattingExample("no value in it", "{a: , b: }\n", "{a: , b: }\n"),
    FormattingExample("colons in texts", "[http://h/a,a:b, c : d]\n", "[http://h/a, a:b, c: d]\n"),
    FormattingExample("a comma at the end", "[a,b ,]\n", "[a, b,]\n"),
    FormattingExample("several lines", "a: [\n      b,\n c\n]\n", "a: [\n  b,\n  c\n]\n"),
    FormattingExample("a strict end", "a: [\n  b\n  ]\n", "a: [\n  b\n  ]\n"),
    FormattingExample(
      "below a key", "a:\n    {b: 1,\n     c: {\n d: 2}\n    }\n",
      "a:\n  {b: 1,\n    c: {\n      d: 2}\n  }\n"),
    FormattingExample(
      "a text over lines", "a: [b\n\n\n   c, 'd\n e']\n", "a: [b\n\n\n  c, 'd\n  e']\n"),
    FormattingExample(
      "comments", "a: [  # x\n       # y\n  b ,# z\n]\n", "a: [  # x\n  # y\n  b,  # z\n]\n"),
  ]

  static let texts: [FormattingExample] = [
    FormattingExample(
      "a script moves", "a:\n    b: |\n        x  \n\n          y\n    c: 1\n",
      "a:\n  b: |\n    x  \n\n      y\n  c: 1\n"),
    FormattingExample("blanks before its end", "a: |\n  x\n     \n", "a: |\n  x\n     \n"),
    FormattingExample(
      "empty lines in it", "a: >\n  x\n \n\n\n  y\n\n\nb: 1\n", "a: >\n  x\n\n\n\n  y\n\nb: 1\n"),
    FormattingExample("what looks like YAML", "a: |\n   b:   1 # c\n", "a: |\n  b:   1 # c\n"),
    FormattingExample("an indicator", "a:\n    b: |2-\n         x\n", "a:\n  b: |2-\n       x\n"),
    FormattingExample("kept empty lines", "a: |+\n x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n"),
    FormattingExample("kept to the end", "a: |+\n x\n\n\n", "a: |+\n  x\n\n\n"),
    FormattingExample("no line end", "a: |\n x", "a: |\n  x"),
    FormattingExample("no line end wanted", "a: |-\n x", "a: |-\n  x\n"),
    FormattingExample("no text", "a: |\n\n\nb: 1\n", "a: |\n\nb: 1\n"),
    FormattingExample(
      "a comment behind it", "a:\n  b: |\n     x\n   # y\nc: 1\n",
      "a:\n  b: |\n    x\n  # y\nc: 1\n"),
    FormattingExample("a comment after its mark", "a:  |-# x\n    y\n", "a: |-  # x\n  y\n"),
  ]

  static let comments: [FormattingExample] = [
    FormattingExample(
      "before a line", "a:\n# x\n      # y\n    b: 1\n", "a:\n  # x\n  # y\n  b: 1\n"
    ),
    FormattingExample("before an item", "a:\n# x\n- b\n", "a:\n  # x\n  - b\n"),
    FormattingExample(
      "at the end of a list", "a:\n    - b\n    # - c\nd: 1\n", "a:\n  - b\n  # - c\nd: 1\n"),
    FormattingExample(
      "instead of a value", "a:\n     # b: 1\nc: 1\n", "a:\n  # b: 1\nc: 1\n"),
    FormattingExample("at the end", "a:\n- b\n# x\n", "a:\n  - b\n# x\n"),
    FormattingExample("at the end of a line", "a: 1 # x\n", "a: 1  # x\n"),
    FormattingExample("far from its line", "a:  1      # x  \n", "a: 1      # x\n"),
    FormattingExample("aligned", "a: 1    # x\nbb: 2   # y\n", "a: 1    # x\nbb: 2   # y\n"),
    FormattingExample(
      "aligned and moved", "a:\n    b: 1   # x\n    cc: 2  # y\n",
      "a:\n  b: 1   # x\n  cc: 2  # y\n"),
    FormattingExample(
      "aligned and pushed",
      "a: 1      # x\nb: {c: 1,d: 2} # y\n".replacing("1      #", with: "1           #"),
      "a: 1             # x\nb: {c: 1, d: 2}  # y\n"),
    FormattingExample(
      "over two lines", "a:\n    b: 1   # x\n           # y\n    c: 2\n",
      "a:\n  b: 1   # x\n         # y\n  c: 2\n"),
    FormattingExample("beside wide letters", "図: 1 # x\na: 12 # y\n", "図: 1  # x\na: 12  # y\n"),
    FormattingExample("alone in documents", "# x\n\n---\n# y\na: 1\n", "# x\n\n---\n# y\na: 1\n"),
  ]
}
