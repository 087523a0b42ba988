import BuildFoundation
import SystemPackage
import Yams

/// What all readers of one recipe share: the source, the faults found so far, and what names may
/// stand in it.
final class RecipeReading {
  let source: RecipeSource
  /// The recipe's folder, without symbolic links.
  let folder: FilePath
  /// Names that `seal.keep` may hold.
  let sealItems: [String]
  private(set) var diagnostics: [Diagnostic] = []
  /// After so many faults the rest is noise.
  private static let limit = 200

  init(_ source: RecipeSource, folder: FilePath, sealItems: [String]) {
    self.source = source
    self.folder = folder
    self.sealItems = sealItems
  }

  /// Where a node begins.
  func location(of node: Node) -> SourceLocation {
    source.location(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
  }

  /// Reports a fault.
  func fault(_ message: String, at location: SourceLocation, hint: String? = nil) {
    add(.error, message, location, hint)
  }

  /// Reports something that the author should know.
  func warn(_ message: String, at location: SourceLocation, hint: String? = nil) {
    add(.warning, message, location, hint)
  }

  private func add(
    _ severity: Diagnostic.Severity, _ message: String, _ location: SourceLocation, _ hint: String?
  ) {
    guard diagnostics.count < Self.limit else { return }
    diagnostics.append(
      Diagnostic(
        severity, at: location, message, hint: hint, sourceLine: source.line(at: location)))
  }
}
