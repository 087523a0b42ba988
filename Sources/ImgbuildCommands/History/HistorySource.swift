import BuildFoundation
import BuildHistory
import Foundation
import HostKit
import SystemPackage

/// The history, and how users name what is in it.
struct HistorySource {
  static let nothing = "no builds are recorded yet; imgbuild run records each"

  let database: HistoryDatabase

  /// This user's history; nil when there is none yet.
  static func standard(_ folders: Folders = .standard) async throws -> HistorySource? {
    guard FileManager.default.fileExists(atPath: folders.history.string) else { return nil }
    return HistorySource(database: try await HistoryDatabase.open(folders.history))
  }

  /// The error when nothing is recorded.
  static func empty(_ doing: String) -> BuildError {
    BuildError(.usage, "\(doing): no builds are recorded yet", hint: "imgbuild run records each")
  }

  /// The runs of what the user names: an image or a recipe; all for nil.
  ///
  /// Throws a `usage` error that says what is near.
  func selection(_ text: String?) async throws -> RunSelection {
    guard let text else { return RunSelection() }
    let names = try await database.names()
    if names.contains(text) { return RunSelection(name: text) }
    let path = FilePath.absolute(text)
    let real = realpath(path.string, nil)
    defer { free(real) }
    let files = [path.string] + (real.map { [String(cString: $0)] } ?? [])
    let recipes = try await database.recipes()
    if let recipe = recipes.first(where: files.contains) { return RunSelection(recipe: recipe) }
    let isFile = text.contains("/") || real != nil
    let near = nearestName(to: text, in: names).map { "did you mean \($0)?" }
    throw BuildError(
      .usage,
      "looking for builds: none of \(isFile ? "the recipe \(text)" : text) is recorded",
      hint: near ?? (names.isEmpty ? nil : "there are: " + names.joined(separator: ", ")))
  }

  /// The run with a number, or the newest one of an image or a recipe; nil when nothing is recorded.
  func run(_ text: String?) async throws -> RunDetails? {
    if let text, let number = Int64(text), let run = try await database.run(number) { return run }
    if let text, Int64(text) != nil, try await !database.names().contains(text) {
      throw unknown(text)
    }
    guard let newest = try await database.runs(selection(text), limit: 1).first else { return nil }
    return try await database.run(newest.id)
  }

  /// The two runs that `diff` compares, given its words: a name, two numbers, or both.
  func pair(_ words: [String]) async throws -> (old: RunDetails, new: RunDetails) {
    let numbers = words.suffix(words.count >= 2 ? 2 : 0)
    let name = words.count == numbers.count ? nil : words.first
    if !numbers.isEmpty {
      let selection = try await selection(name)
      let runs = try await numbers.asyncMap { try await numbered($0, in: selection) }
      return (runs[0], runs[1])
    }
    var selection = try await selection(name)
    selection.outcomes = [.succeeded]
    if selection.name == nil {
      // A matrix has several images; those of one name can be compared.
      selection.name = try await database.runs(selection, limit: 1).first?.name
    }
    let newest = try await database.runs(selection, limit: 2)
    guard newest.count == 2, let old = try await database.run(newest[1].id),
      let new = try await database.run(newest[0].id)
    else {
      let builds = newest.isEmpty ? "no build" : "only one build"
      let image = (selection.name ?? name).map { " of \($0)" } ?? ""
      throw BuildError(
        .usage, "comparing builds: \(builds)\(image) made a new image",
        hint: "imgbuild history list shows what became of the others")
    }
    return (old, new)
  }

  private func numbered(_ text: String, in selection: RunSelection) async throws -> RunDetails {
    guard let number = Int64(text) else {
      throw BuildError(
        .usage, "comparing builds: \(text) is no number of a run",
        hint: "imgbuild history list shows the numbers")
    }
    guard let run = try await database.run(number) else { throw unknown(text) }
    let isOther =
      selection.name.map { $0 != run.summary.name } ?? false
      || selection.recipe.map { $0 != run.summary.recipe } ?? false
    guard !isOther else {
      throw BuildError(
        .usage, "comparing builds: run \(text) is one of \(run.summary.name)",
        hint: "leave the name out to compare builds of different images")
    }
    return run
  }

  private func unknown(_ number: String) -> BuildError {
    BuildError(
      .usage, "looking for builds: there is no run \(number)",
      hint: "imgbuild history list shows the numbers; the oldest runs are dropped")
  }
}

extension Collection {
  /// The results of `transform` for all elements, one after the other.
  fileprivate func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
