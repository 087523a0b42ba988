extension StepKind {
  /// A file whose text stands in the recipe.
  static let write = StepKind("write") { value in
    guard let map = value.mapping(keys: ["path", "content", "owner", "mode", "append"]) else {
      return nil
    }
    let path = map.required("path")?.guestPath()
    let content = map.required("content")?.text()
    let owner = map["owner"].map { $0.owner() } ?? Owner()
    let mode = map["mode"].map { $0.mode() }
    let append = map["append"].map { $0.boolean() } ?? false
    guard let path, let content, let owner, mode != .some(nil), let append else { return nil }
    guard !path.value.hasSuffix("/") else {
      map["path"]?.fault("`path` must name a file, not a folder")
      return nil
    }
    map["content"].map { SecretCheck($0.reading).script(content) }
    return .write(
      WriteStep(
        path: path, content: content.value, owner: owner.user, group: owner.group,
        mode: mode ?? nil, append: append))
  }
}
