/// What every kind of step can say about itself.
protocol StepDetails: Sendable, Hashable, Encodable {
  /// The kind's key in a recipe.
  var kind: String { get }
  /// What the step does, in one line: `packages: install apache2`.
  var summary: String { get }
  /// The files and folders of the host that it reads.
  var files: [RecipeFile] { get }
  /// The files that have to be known by digest before the build is planned, because they may be fetched.
  var sources: [FileSource] { get }
}

extension StepDetails {
  var files: [RecipeFile] { [] }
  var sources: [FileSource] { [] }
}
