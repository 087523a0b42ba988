import BuildFoundation
import Recipes
import SystemPackage

/// The layers of a recipe that somebody can look into, and the names that they go by.
public struct LayerChoices: Sendable {
  /// The name of the disk that a failure left.
  public static let failed = "failed"

  /// The base or a step.
  public struct Choice: Sendable {
    /// `base`, `step-3`; `failed` for what a failure left.
    public let id: String
    /// What the reader sees.
    public let title: String
    /// What is there; nil where no build has made it, or it was removed.
    public let record: LayerRecord?
    /// Whether the layer is that of an earlier build, and a new build would make another.
    public let isOlder: Bool
  }

  /// The base and all steps, in order.
  public let choices: [Choice]
  /// The disk that the last failure left, where it was kept.
  public let failure: LayerRecord?
  private let name: String
  private let file: String

  /// Looks for the layers of a plan in the store.
  ///
  /// Where what they are made from has changed since the last build, that build's own layers count: they
  /// are the ones that its reader knows.
  public init(_ plan: BuildPlan, store: LayerStore) {
    name = plan.recipe.name.value
    file = plan.recipe.path.string
    failure = store.failedDisk(of: plan)
    let earlier = store.earlierKeys(of: plan.identity)
    let rows = [plan.baseActivity] + plan.steps.map(\.activity)
    choices = zip(rows, plan.layerKeys).enumerated().map { index, row in
      let (activity, key) = row
      if let record = store.record(key) {
        return Choice(id: activity.id, title: activity.title, record: record, isOlder: false)
      }
      let old = earlier.lazy.compactMap { keys in
        keys.indices.contains(index) ? store.record(keys[index]) : nil
      }.first { $0.title == activity.title }
      return Choice(
        id: activity.id, title: activity.title, record: old, isOlder: old != nil)
    }
  }

  /// The layer to look into: of `step` by its id, its number or a part of its title, or the newest that
  /// is there.
  ///
  /// Throws a `usage` error for a name that fits none or several, and a `buildFailed` error where the
  /// layer is not there; both say what would do.
  public func choice(_ step: String?) throws -> Choice {
    guard let step else { return try newest() }
    if step.lowercased() == Self.failed { return try failedChoice() }
    let choice = try named(step)
    guard choice.record == nil else { return choice }
    throw BuildError(
      .buildFailed, "opening a shell after \(choice.id) (\(choice.title)): its layer is not there",
      hint: hint(beside: "imgbuild run \(file) makes it"))
  }

  private func newest() throws -> Choice {
    if let choice = choices.last(where: { $0.record != nil }) { return choice }
    throw BuildError(
      .buildFailed, "opening a shell in \(name): none of its layers is there",
      hint: hint(
        beside: "imgbuild run \(file) makes them, and keeps those of the steps that succeed"))
  }

  private func failedChoice() throws -> Choice {
    if let failure {
      return Choice(id: Self.failed, title: failure.title, record: failure, isOlder: false)
    }
    throw BuildError(
      .buildFailed, "opening a shell in \(name): no failed disk of it is kept",
      hint: hint(beside: "imgbuild run \(file) --on-error keep keeps one, until the next success"))
  }

  private func hint(beside command: String) -> String {
    var hints = [command]
    if let newest = choices.last(where: { $0.record != nil }) {
      hints.append("the newest that is there: --at \(newest.id) (\(newest.title))")
    }
    if let failure { hints.append("--at \(Self.failed) is there (\(failure.title))") }
    return hints.joined(separator: "; ")
  }

  private func named(_ step: String) throws -> Choice {
    let wanted = step.lowercased()
    if let choice = choices.first(where: { $0.id == wanted || $0.id == "step-\(wanted)" }) {
      return choice
    }
    let parts = choices.filter { $0.title.lowercased().contains(wanted) && !wanted.isEmpty }
    let whole = parts.filter { $0.title.lowercased() == wanted }
    if let choice = whole.first, whole.count == 1 { return choice }
    if let choice = parts.first, parts.count == 1 { return choice }
    let doing = "choosing a step of \(name)"
    guard parts.isEmpty else {
      throw BuildError(
        .usage, "\(doing): \(parts.count) titles have “\(step)” in them",
        hint: "give its id", output: parts.map(Self.line))
    }
    // Words count too: a part of a title is a name.
    let words = choices.flatMap { $0.title.split(whereSeparator: \.isWhitespace) }
      .filter { $0.count > 2 }.map(String.init)
    let names = choices.flatMap { [$0.id, $0.title] } + [Self.failed] + words
    let near = nearestName(to: step, in: names)
    throw BuildError(
      .usage, "\(doing): there is none that is called “\(step)”",
      hint: near.map { "did you mean \($0)?" } ?? "give an id, a number, or a part of a title",
      output: choices.map(Self.line))
  }

  private static func line(_ choice: Choice) -> String { "\(choice.id)  \(choice.title)" }
}
