import BuildFoundation
import SystemPackage

/// What all readers of one recipe share: its files, the faults found so far, and what names may
/// stand in it.
final class RecipeReading {
  let sources: RecipeSources
  /// The recipe's folder, without symbolic links: nothing outside is read.
  let folder: FilePath
  /// Names that `seal.keep` may hold.
  let sealItems: [String]
  /// The recipes that led here through `extends`, `include` and `base: recipe`, outermost first.
  let chain: [FilePath]
  /// Values for variables from outside.
  let inputs: VariableInputs
  /// The names that texts may refer to.
  var scope = VariableScope()
  /// The variables and secrets that something referred to.
  var used: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []
  private var known: Set<Diagnostic> = []
  /// After so many faults the rest is noise.
  private static let limit = 200

  init(
    _ sources: RecipeSources, folder: FilePath, sealItems: [String], chain: [FilePath],
    inputs: VariableInputs
  ) {
    self.sources = sources
    self.folder = folder
    self.sealItems = sealItems
    self.chain = chain
    self.inputs = inputs
  }

  /// Whether a fault was reported.
  var hasFaults: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reports a fault.
  func fault(_ message: String, at location: SourceLocation, hint: String? = nil) {
    add(.error, message, location, hint)
  }

  /// Reports something that the author should know.
  func warn(_ message: String, at location: SourceLocation, hint: String? = nil) {
    add(.warning, message, location, hint)
  }

  /// Adds what reading another file of the recipe gave.
  func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { add(diagnostic) }
  }

  /// The same value is read once for every cell of a matrix; what is wrong with it is said once.
  private func add(_ diagnostic: Diagnostic) {
    guard diagnostics.count < Self.limit, known.insert(diagnostic).inserted else { return }
    diagnostics.append(diagnostic)
  }

  private func add(
    _ severity: Diagnostic.Severity, _ message: String, _ location: SourceLocation, _ hint: String?
  ) {
    add(
      Diagnostic(
        severity, at: location, message, hint: hint, sourceLine: sources.line(at: location)))
  }
}
