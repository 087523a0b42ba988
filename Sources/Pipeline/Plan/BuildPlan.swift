import BuildFoundation
public import Recipes

/// A recipe with every step keyed: what a build is going to do, before the first change.
public struct BuildPlan: Sendable {
  /// The recipe.
  public var recipe: Recipe
  /// What the build starts from.
  public var base: any BuildBase
  /// The base's row.
  public var baseActivity: Activity
  /// The key of the base's layer.
  public var baseKey: LayerKey
  /// All steps in order: the base's finishing steps, then the recipe's.
  public var steps: [PlannedStep]
  /// What removes identity from the disk at the end.
  public var sealing: any BuildStep
  /// The key of the whole build: the last layer, and what seal, properties and verify are told.
  public var key: LayerKey

  /// Keys every step of a recipe.
  ///
  /// `freshness` stands for the state of the outside world in the keys of what depends on it; equal
  /// values let such layers be used again. `toolVersion` stands for imgbuild's own rules, which decide
  /// the properties. Throws when a file that a step reads is not there.
  public init(
    recipe: Recipe, base: any BuildBase, steps: [any BuildStep], sealing: any BuildStep,
    freshness: String, toolVersion: String
  ) throws {
    self.recipe = recipe
    self.base = base
    self.sealing = sealing
    baseActivity = Activity(id: "base", title: base.title)
    let outside = KeyField("freshness", freshness)
    baseKey = LayerKey(on: nil, try base.keyFields() + (base.dependsOnOutside ? [outside] : []))
    var parent = baseKey
    self.steps = []
    for (step, id) in Self.numbered(base.finishingSteps, "base") + Self.numbered(steps, "step") {
      let fields = try step.keyFields()
      parent = LayerKey(
        on: parent,
        [KeyField("place", step.place.rawValue)] + fields
          + (step.diskSize.map { [KeyField("disk-size", "\($0.bytes)")] } ?? [])
          + (step.dependsOnOutside ? [outside] : []))
      self.steps.append(
        PlannedStep(
          activity: Activity(id: id, title: step.title), key: parent, step: step, fields: fields))
    }
    key = LayerKey(
      on: parent,
      try sealing.keyFields() + [
        KeyField("recipe", recipe.digest.hex), KeyField("imgbuild", toolVersion),
      ])
  }

  /// The keys of all layers, bottom first.
  public var layerKeys: [LayerKey] { [baseKey] + steps.map(\.key) }

  private static func numbered(
    _ steps: [any BuildStep], _ prefix: String
  ) -> [(any BuildStep, String)] {
    steps.enumerated().map { ($0.element, "\(prefix)-\($0.offset + 1)") }
  }
}
