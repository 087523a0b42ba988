import Recipes

/// What is different about a layer since the recipe's last successful build.
struct LayerChange {
  private let key: LayerKey
  private let fields: [KeyField]
  /// The step; nil for the base.
  private let step: (any BuildStep)?
  /// The names of the host's files that the recipe's step reads.
  private let files: [RecipeFile]
  private let isBase: Bool
  private let hasLast: Bool
  /// The layer that was at this place, and whether it stood on the same one.
  private let oldKey: LayerKey?
  private let isOnSame: Bool
  private let old: LayerRecord?

  /// Compares the layer at `index` of the plan's with that of the keys `last`.
  init(_ plan: BuildPlan, at index: Int, last: [LayerKey]?, store: LayerStore?) {
    let keys = plan.layerKeys
    key = keys[index]
    isBase = index == 0
    let planned = index == 0 ? nil : plan.steps[index - 1]
    step = planned?.step
    fields = planned?.keyFields ?? plan.baseFields
    let number = index - 1 - (plan.steps.count - plan.recipe.steps.count)
    files =
      plan.recipe.steps.indices.contains(number)
      ? plan.recipe.steps[number].action.files : []
    hasLast = last != nil
    oldKey = last.flatMap { $0.indices.contains(index) ? $0[index] : nil }
    isOnSame = index == 0 || last.map { $0.prefix(index).last == keys[index - 1] } ?? false
    old = oldKey.flatMap { store?.record($0) }
  }

  /// How long it took to make what was at this place; nil when that was something else.
  var seconds: Double? {
    guard let old, isBase || old.fields?["kind"] == fields.digests["kind"] else { return nil }
    return old.seconds
  }

  /// Why the layer is not there.
  var reason: String {
    if step?.cache == .never { return "cache: never" }
    guard hasLast else { return isBase ? "first build" : "not built yet" }
    guard let oldKey else { return "a new step" }
    if oldKey == key { return "its layer is gone" }
    guard isOnSame else { return "a step before it changed" }
    guard let before = old?.fields else { return "not built yet" }
    return reason(for: changes(since: before), before)
  }

  /// The names of the inputs that are not what they were, the key's order first.
  private func changes(since before: [String: String]) -> [String] {
    let now = fields.digests
    let gone = before.keys.filter { now[$0] == nil }.sorted()
    var names: [String] = []
    for name in fields.map(\.name) + gone where now[name] != before[name] {
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func reason(for changes: [String], _ before: [String: String]) -> String {
    if changes.contains("kind") { return "another step stood here" }
    let outside: Set = ["repositories", "day", "never"]
    let own = changes.filter { !outside.contains($0) }.map(words)
    guard own.isEmpty else {
      let more = own.count > 3 ? " and \(own.count - 3) more" : ""
      return own.prefix(3).joined(separator: ", ") + more + " changed"
    }
    let now = Set(fields.map(\.name))
    if now.contains("repositories"), before["repositories"] != nil {
      return "the repositories have new packages"
    }
    if now.contains("day") {
      return before["day"] == nil ? "what its repositories serve is not known" : "a new day"
    }
    return "its `cache` changed, or what is known of its repositories"
  }

  /// What the reader calls an input.
  private func words(_ name: String) -> String {
    switch name {
    case "base": return "the base"
    case "version": return "what imgbuild does"
    case "action", "settings": return "its settings"
    case "when": return "its condition"
    case "secrets": return "its secrets"
    case "place": return "where it runs"
    case "disk-size", "size": return "the disk's size"
    case "releases": return "the mirrors' packages"
    case "digest", "hash": return "the image"
    case "script", "archive", "file:": return files.first?.name ?? "its file"
    case _ where name.hasPrefix("file:"):
      let folder = files.first.flatMap { $0.isFolder ? "\($0.name)/" : nil } ?? ""
      return folder + name.dropFirst("file:".count)
    case _ where name.hasPrefix("key:"): return "the key of \(name.dropFirst("key:".count))"
    default: return "its \(name)"
    }
  }
}
