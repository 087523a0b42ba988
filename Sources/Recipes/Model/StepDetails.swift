/// What every kind of step can say about itself.
protocol StepDetails: Sendable, Hashable, Encodable {
  /// The kind's key in a recipe.
  var kind: String { get }
  /// What the step does, in one line: `packages: install apache2`.
  var summary: String { get }
  /// Where it runs.
  var place: StepPlace { get }
  /// The file or folder of the host that it reads.
  var file: RecipeFile? { get }
}

extension StepDetails {
  var place: StepPlace { .appliance }
  var file: RecipeFile? { nil }
}
