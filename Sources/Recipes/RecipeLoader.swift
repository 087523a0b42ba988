public import BuildFoundation
public import SystemPackage

/// Reads recipes.
public struct RecipeLoader: Sendable {
  private let sealItems: [String]

  /// Makes a loader; `sealItems` are the names that `seal.keep` may hold, all names if empty.
  public init(sealItems: [String] = []) {
    self.sealItems = sealItems
  }

  /// The recipe at `path`.
  ///
  /// Throws a `recipe` error whose cause is a `RecipeFaults` with every fault of the file.
  public func load(_ path: FilePath) throws(BuildError) -> Recipe {
    try check(path).get()
  }

  /// All faults and warnings of the recipe at `path`, and the recipe if it has no fault.
  ///
  /// Reads the recipe and looks at the files that it names; changes nothing.
  public func check(_ path: FilePath) -> RecipeReport {
    do throws(DiagnosticError) {
      return check(try RecipeFileReader.read(path), path: path)
    } catch {
      return RecipeReport(file: path.string, recipe: nil, diagnostics: [error.diagnostic])
    }
  }

  /// Checks the content of a recipe as if it lay at `path`, for text that is not saved yet.
  public func check(_ bytes: [UInt8], path: FilePath) -> RecipeReport {
    let file = path.string
    guard let source = RecipeSource(file: file, bytes: bytes) else {
      return RecipeReport(
        file: file, recipe: nil, diagnostics: [RecipeSource.notUTF8(bytes, file: file)])
    }
    let document = RecipeDocument(source)
    let reading = RecipeReading(source, folder: Self.folder(of: path), sealItems: sealItems)
    let recipe = document.root.flatMap { RecipeDecoder(reading).decode($0, path: path) }
    let diagnostics = (document.diagnostics + reading.diagnostics).sorted {
      ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
    }
    let failed = diagnostics.contains { $0.severity == .error }
    return RecipeReport(file: file, recipe: failed ? nil : recipe, diagnostics: diagnostics)
  }

  /// The folder of the recipe's own file, not of a link to it elsewhere: there its files lie.
  private static func folder(of path: FilePath) -> FilePath {
    let real = ValueReader.realPath(path) ?? path
    let folder = real.removingLastComponent()
    return ValueReader.realPath(folder.isEmpty ? "." : folder) ?? folder
  }
}
