import BuildFoundation
import Pipeline
import Recipes

/// A step that a recipe asks for: what all kinds have in common.
protocol RecipeStep: BuildStep {
  associatedtype Action: Encodable, Sendable

  /// Raised when the same action comes to do something else, so that old layers are not used.
  static var version: Int { get }

  /// The recipe's step.
  var source: Recipes.Step { get }
  /// What kind of step it is, with what it is told.
  var action: Action { get }

  /// Inputs beside the action: digests of files.
  func fileFields() throws -> [KeyField]
}

extension RecipeStep {
  var title: String { source.title }
  var origin: String? { source.location.description }
  var limit: Duration { source.timeout }
  var place: GuestPlace {
    switch source.place {
    case .appliance: .appliance
    case .guest: .builder
    }
  }

  func fileFields() throws -> [KeyField] { [] }

  func keyFields() throws -> [KeyField] {
    [
      KeyField("kind", source.action.kind), KeyField("version", "\(Self.version)"),
      try KeyField("action", encoding: action),
    ] + (try fileFields())
  }

  /// A failure of this step, said in its own words.
  func failure(_ message: String, hint: String? = nil) -> BuildError {
    BuildError(.buildFailed, message, hint: hint)
  }
}
