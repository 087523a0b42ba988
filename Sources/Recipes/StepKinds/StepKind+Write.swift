extension StepKind {
  /// A file whose text stands in the recipe, or in a template beside it.
  static let write = StepKind(
    "write",
    Shape(
      "Writes a file whose content stands in the recipe, or in a template beside it.",
      exactlyOne: ["content", "template"],
      keys: [
        .required("path", .guestPath, "The file in the guest."),
        .optional("content", .text, "The content."),
        .optional(
          "template", .file, "A file whose `${names}` are replaced by the recipe's variables."),
        .optional("owner", .owner, default: "`root:root`", "Whom the file belongs to."),
        .optional("mode", .mode, default: "`\"0644\"`", "The file's permissions."),
        .optional(
          "append", .boolean, default: "`false`", "Whether to add to the end of the file."),
      ]),
    example: """
      - write:
          path: /etc/motd
          content: |
            Built from ${suite}.
      """
  ) { map in
    let path = map.required("path")?.guestPath()
    let content = content(map)
    let owner = map["owner"].map { $0.owner() } ?? Owner()
    let mode = map["mode"].map { $0.mode() }
    let append = map["append"].map { $0.boolean() } ?? false
    guard let path, let content, let owner, mode != .some(nil), let append else { return nil }
    guard !path.value.hasSuffix("/") else {
      map["path"]?.fault("`path` must name a file, not a folder")
      return nil
    }
    return .write(
      WriteStep(
        path: path, content: content.value, owner: owner.user, group: owner.group,
        mode: mode ?? nil, append: append))
  }

  private static func content(_ map: MappingReader) -> Located<String>? {
    if let template = map["template"] { return template.template() }
    guard let content = map["content"], let text = content.text(mayHoldSecrets: true) else {
      return nil
    }
    SecretCheck(content.reading).script(text)
    return text
  }
}
