extension StepKind {
  /// Files and folders that go.
  static let delete = StepKind(
    "delete",
    Shape(
      "Deletes files, and folders with all below them.",
      keys: [
        .required(
          "paths", .list(.guestPath),
          "Paths, or patterns with `*`, `?` and `[…]`; what is not there is no error.")
      ]),
    example: """
      - delete: [/etc/motd, /var/www/html/*.orig]
      """,
    shorthand: Shorthand(type: .either([.guestPath, .list(.guestPath)])) { value in
      if value.isList { return deletion(value) }
      return value.deletable().map { .delete(DeleteStep([$0])) }
    }
  ) { map in
    map.required("paths").flatMap(deletion)
  }

  @Sendable private static func deletion(_ value: ValueReader) -> StepAction? {
    guard let paths = value.list(of: "a path", { $0.deletable() }) else { return nil }
    guard !paths.isEmpty else {
      value.fault("`delete` does nothing", hint: "name the files to delete")
      return nil
    }
    return .delete(DeleteStep(paths))
  }

  /// A symbolic link.
  static let link = StepKind(
    "link",
    Shape(
      "Makes a symbolic link.",
      hints: ["src": "what the link points to is `target`", "dest": "the link itself is `path`"],
      keys: [
        .required("path", .guestPath, "The link."),
        .required(
          "target", .line,
          "What it points to: an absolute path, or one relative to the link's folder."),
        .optional(
          "force", .boolean, default: "`false`", "Whether a file at `path` is replaced."),
      ]),
    example: """
      - link: {path: /usr/local/bin/python, target: /usr/bin/python3}
      """
  ) { map in
    let path = map.required("path")?.guestPath()
    let target = map.required("target")?.line()
    let force = map["force"].map { $0.boolean() } ?? false
    guard let path, let target, let force else { return nil }
    return .link(LinkStep(path: path, target: target.value, force: force))
  }

  /// A folder.
  static let makeFolder = StepKind(
    "mkdir",
    Shape(
      "Makes a folder, or sets owner and mode of one that is there.",
      keys: [
        .required("path", .guestPath, "The folder."),
        .optional("owner", .owner, default: "`root:root`", "Whom it belongs to."),
        .optional("mode", .mode, default: "`\"0755\"`", "Its permissions."),
        .optional(
          "parents", .boolean, default: "`true`", "Whether folders above it are made too."),
      ]),
    example: """
      - mkdir: {path: /srv/www, owner: www-data, mode: "0750"}
      """,
    shorthand: Shorthand(type: .guestPath) { value in
      value.guestPath().map { .makeFolder(MakeFolderStep(path: $0)) }
    }
  ) { map in
    let path = map.required("path")?.guestPath()
    let owner = map["owner"].map { $0.owner() }
    let mode = map["mode"].map { $0.mode() }
    let parents = map["parents"].map { $0.boolean() } ?? true
    guard let path, owner != .some(nil), mode != .some(nil), let parents else { return nil }
    return .makeFolder(
      MakeFolderStep(
        path: path, owner: (owner ?? nil)?.user, group: (owner ?? nil)?.group,
        mode: mode ?? nil, parents: parents))
  }
}

extension ValueReader {
  /// A path or pattern that may be deleted.
  fileprivate func deletable() -> Located<String>? {
    guard let path = line() else { return nil }
    if let reason = DeleteStep.fault(in: path.value) {
      fault("`\(shortened(path.value))` cannot be deleted: \(reason)")
      return nil
    }
    return path
  }
}
