extension StepKind {
  /// Lines of a text file.
  static let edit = StepKind(
    "edit",
    Shape(
      "Changes lines of a text file; its owner and mode stay.",
      exactlyOne: ["line", "replace"],
      hints: [
        "regexp": "the pattern of the line that is replaced is `match`",
        "insertafter": "a new line's place is `after`",
        "insertbefore": "a new line's place is `before`",
      ],
      keys: [
        .required("path", .guestPath, "The file in the guest."),
        .optional("line", .text, "A line that has to be there."),
        .optional(
          "match", .text, "A pattern for the line that `line` replaces; without one, it is added."),
        .optional(
          "all", .boolean, default: "`false`",
          "Whether `line` replaces every line that matches, and not only the first."),
        .optional(
          "after", .text, "A pattern for the line behind which `line` is added: the last match."),
        .optional(
          "before", .text, "A pattern for the line in front of which `line` is added: the first."),
        .optional("replace", .text, "A pattern for texts that are replaced, everywhere."),
        .optional("with", .text, "What comes in their place: `$1` is the pattern's first group."),
        .optional("create", .boolean, default: "`false`", "Whether a missing file is made."),
        .optional(
          "optional", .boolean, default: "`false`",
          "Whether it is no error when a pattern matches nothing."),
      ]),
    example: """
      - edit: {path: /etc/ssh/sshd_config, match: "^#?PermitRootLogin", line: PermitRootLogin no}
      """
  ) { map in
    let path = map.required("path")?.guestPath()
    let change = EditChange(map)?.change(map)
    let create = map["create"].map { $0.boolean() } ?? false
    let optional = map["optional"].map { $0.boolean() } ?? false
    guard let path, let change, let create, let optional else { return nil }
    return .edit(EditStep(path: path, change, create: create, optional: optional))
  }
}

/// All that says what `edit` does to the text, before it is looked at as a whole.
private struct EditChange {
  var line: String?
  var match: String?
  var all: Bool
  var after: String?
  var before: String?
  var replace: String?
  var with: String?

  init?(_ map: MappingReader) {
    let texts = ["line", "with"].map { key in map[key].map { $0.text()?.value } }
    let patterns = ["match", "after", "before", "replace"].map { key in
      map[key].map { $0.pattern() }
    }
    guard let all = map["all"].map({ $0.boolean() }) ?? false,
      !texts.contains(.some(nil)), !patterns.contains(.some(nil))
    else { return nil }
    self.all = all
    line = texts[0] ?? nil
    with = texts[1] ?? nil
    match = patterns[0] ?? nil
    after = patterns[1] ?? nil
    before = patterns[2] ?? nil
    replace = patterns[3] ?? nil
  }

  /// The change; nil after a fault.
  func change(_ map: MappingReader) -> EditStep.Change? {
    if let replace {
      let foreign = ["match", "all", "after", "before"].filter { map[$0] != nil }
      for key in foreign { map[key]?.fault("`\(key)` goes with `line`, not with `replace`") }
      guard map.required("with") != nil, let with, foreign.isEmpty else { return nil }
      return .replace(EditStep.Replacement(replace, with: with))
    }
    guard let line else { return nil }
    if line.contains(where: \.isNewline) {
      map["line"]?.fault("`line` must be one line", hint: "give each line a step of its own")
      return nil
    }
    if let with = map["with"] {
      with.fault("`with` goes with `replace`, not with `line`")
      return nil
    }
    if after != nil, let before = map["before"] {
      before.fault("a line goes either `after` or `before` another")
      return nil
    }
    var position = EditStep.Position.end
    if let after { position = .after(after) }
    if let before { position = .before(before) }
    return .line(EditStep.Line(line, match: match, all: all, position: position))
  }
}

extension ValueReader {
  /// A regular expression.
  fileprivate func pattern() -> String? {
    guard let text = text()?.value else { return nil }
    guard !text.isEmpty, (try? EditStep.expression(text)) != nil else {
      fault(
        "\(what) must be a regular expression, not `\(shortened(text))`",
        hint: #"brackets and the like stand for themselves behind a backslash: \("#)
      return nil
    }
    return text
  }
}
