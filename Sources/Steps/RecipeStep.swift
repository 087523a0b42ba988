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

  /// The values of the recipe's secrets, for a step that can use them.
  var secrets: SecretValues { get }

  /// Inputs beside the action: digests of files.
  func fileFields() throws -> [KeyField]
}

extension RecipeStep {
  var title: String { source.title }
  var origin: String? { source.location.description }
  var limit: Duration { source.timeout }
  var retries: Int { source.retries }
  var cache: StepCache { source.cache }
  var place: GuestPlace {
    switch source.place {
    case .appliance: .appliance
    case .guest: .builder
    }
  }

  var secrets: SecretValues { .none }

  func fileFields() throws -> [KeyField] { [] }

  func keyFields() throws -> [KeyField] {
    let action = try KeyField("action", encoding: action)
    let secret = secrets.fingerprint(names: source.secrets, text: action.value)
    return [
      KeyField("kind", source.action.kind), KeyField("version", "\(Self.version)"), action,
    ] + (source.condition.map { [KeyField("when", $0.text)] } ?? [])
      + (secret.map { [KeyField("secrets", $0)] } ?? []) + (try fileFields())
  }

  func reasonToSkip(in guest: any Guest) async throws -> String? {
    guard let condition = source.condition else { return nil }
    let system = try await GuestSystem(of: guest)
    if condition.holds(system.facts) { return nil }
    return "left out on \(system.name): \(condition.text)"
  }

  /// A failure of this step, said in its own words.
  func failure(_ message: String, hint: String? = nil) -> BuildError {
    BuildError(.buildFailed, message, hint: hint)
  }
}
