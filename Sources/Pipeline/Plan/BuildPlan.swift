import BuildFoundation
public import Foundation
public import Recipes
import SystemPackage

/// A recipe with every step keyed: what a build is going to do, before the first change.
public struct BuildPlan: Sendable {
  /// The recipe.
  public var recipe: Recipe
  /// What the build starts from.
  public var base: any BuildBase
  /// The base's row.
  public var baseActivity: Activity
  /// The key of the base's layer.
  public let baseKey: LayerKey
  /// All steps in order: the base's finishing steps, then the recipe's.
  public private(set) var steps: [PlannedStep]
  /// What removes identity from the disk at the end.
  public var sealing: any BuildStep
  /// The key of the whole build: the last layer, and what seal, properties and verify are told.
  public private(set) var key: LayerKey

  /// What the base's key was made of.
  let baseFields: [KeyField]
  private let lastFields: [KeyField]
  private let day: String

  /// Keys every step of a recipe.
  ///
  /// `day` stands for the state of the outside world in the keys of what depends on it, until that is
  /// known: see `asking(_:events:)`. `toolVersion` stands for imgbuild's own rules, which decide the
  /// properties. `nonce` is different each time: no layer with it in its key is used again.
  /// Throws when a file that a step reads is not there.
  public init(
    recipe: Recipe, base: any BuildBase, steps: [any BuildStep], sealing: any BuildStep,
    day: String, toolVersion: String, nonce: String = UUID().uuidString
  ) throws {
    self.recipe = recipe
    self.base = base
    self.sealing = sealing
    self.day = day
    baseActivity = Activity(id: "base", title: base.title)
    let outside = base.dependsOnOutside ? OutsideInput.day(day) : .none
    baseFields = try base.keyFields() + [outside.field].compactMap { $0 }
    baseKey = LayerKey(on: nil, baseFields)
    lastFields =
      try sealing.keyFields() + [
        KeyField("recipe", recipe.digest.hex), KeyField("imgbuild", toolVersion),
      ]
    self.steps = []
    key = baseKey
    let numbered = Self.numbered(base.finishingSteps, "base") + Self.numbered(steps, "step")
    for (step, id) in numbered {
      let outside: OutsideInput =
        switch step.cache {
        case .never: .never(nonce)
        case .daily: .day(day)
        case .auto: step.dependsOnOutside ? .day(day) : .none
        }
      self.steps.append(
        PlannedStep(
          activity: Activity(id: id, title: step.title), on: baseKey, step: step,
          fields: try step.keyFields(), outside: outside))
    }
    keyAnew(from: 0)
  }

  /// The keys of all layers, bottom first.
  public var layerKeys: [LayerKey] { [baseKey] + steps.map(\.key) }

  /// The recipe as the store of layers knows it: each image of a folder has layers of its own.
  var identity: String { recipe.folder.appending(recipe.name.value).string }

  /// Keys the step at `index` by the state of its guest's repositories, or by the day where that is
  /// not known, and all steps after it anew.
  ///
  /// Those stand on another layer then, of which nothing is known yet.
  mutating func setRepositories(_ state: String?, ofStepAt index: Int) {
    let outside = state.map { OutsideInput.repositories($0) } ?? .day(day)
    guard steps[index].outside != outside else { return }
    steps[index].outside = outside
    for later in steps.indices.dropFirst(index + 1) where steps[later].followsRepositories {
      steps[later].outside = .day(day)
    }
    keyAnew(from: index)
  }

  private mutating func keyAnew(from start: Int) {
    var parent = start == 0 ? baseKey : steps[start - 1].key
    for index in steps.indices.dropFirst(start) {
      steps[index].stand(on: parent)
      parent = steps[index].key
    }
    key = LayerKey(on: parent, lastFields)
  }

  private static func numbered(
    _ steps: [any BuildStep], _ prefix: String
  ) -> [(any BuildStep, String)] {
    steps.enumerated().map { ($0.element, "\(prefix)-\($0.offset + 1)") }
  }
}
