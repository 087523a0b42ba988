extension StepKind {
  /// A file or folder of the host.
  static let copy = StepKind("copy") { value in
    guard let map = value.mapping(keys: ["from", "to", "owner", "mode"]) else { return nil }
    let from = map.required("from")?.recipeFile(allowFolder: true)
    let to = map.required("to")?.guestPath()
    let owner = map["owner"].map { $0.owner() } ?? Owner()
    let mode = map["mode"].map { $0.mode() }
    guard let from, let to, let owner, mode != .some(nil) else { return nil }
    return .copy(
      CopyStep(from: from, to: to, owner: owner.user, group: owner.group, mode: mode ?? nil))
  }
}
