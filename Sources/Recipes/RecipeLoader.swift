public import BuildFoundation
public import SystemPackage

/// Reads recipes.
public struct RecipeLoader: Sendable {
  private let sealItems: [String]
  private let inputs: VariableInputs

  /// Makes a loader; `sealItems` are the names that `seal.keep` may hold, all names if empty, and
  /// `variables` gives values for variables.
  public init(sealItems: [String] = [], variables: VariableInputs = VariableInputs()) {
    self.sealItems = sealItems
    inputs = variables
  }

  /// The recipe at `path`, which has one build.
  ///
  /// Throws a `recipe` error whose cause is a `RecipeFaults` with every fault of the file.
  public func load(_ path: FilePath) throws(BuildError) -> Recipe {
    try check(path).get()
  }

  /// All faults and warnings of the recipe at `path`, and its builds if it has no fault.
  ///
  /// Reads the recipe and looks at the files that it names; changes nothing.
  public func check(_ path: FilePath) -> RecipeReport {
    do throws(DiagnosticError) {
      return check(try RecipeFileReader.read(path), path: path)
    } catch {
      return RecipeReport(file: path.string, recipes: [], diagnostics: [error.diagnostic])
    }
  }

  /// Checks the content of a recipe as if it lay at `path`, for text that is not saved yet.
  public func check(_ bytes: [UInt8], path: FilePath) -> RecipeReport {
    let file = path.string
    let folder = Self.folder(of: path)
    let reading = RecipeReading(
      RecipeSources(), folder: folder, sealItems: sealItems,
      chain: [ValueReader.realPath(path) ?? path], inputs: inputs)
    let recipes = reading.read(bytes, file: file, path: path, given: [:])
    let diagnostics = reading.diagnostics.sorted {
      reading.sources.isOrdered($0.location, $1.location)
    }
    return RecipeReport(
      file: file, recipes: reading.hasFaults ? [] : recipes, diagnostics: diagnostics)
  }

  /// The folder of the recipe's own file, not of a link to it elsewhere: there its files lie.
  private static func folder(of path: FilePath) -> FilePath {
    let real = ValueReader.realPath(path) ?? path
    let folder = real.removingLastComponent()
    return ValueReader.realPath(folder.isEmpty ? "." : folder) ?? folder
  }
}

extension RecipeReading {
  /// The builds of the recipe with these bytes; its faults are reported.
  fileprivate func read(
    _ bytes: [UInt8], file: String, path: FilePath, given: [String: VariableValue]
  ) -> [Recipe] {
    guard let source = RecipeSource(file: file, bytes: bytes) else {
      add([RecipeSource.notUTF8(bytes, file: file)])
      return []
    }
    sources.add(source, folder: folder)
    let document = RecipeDocument(source)
    add(document.diagnostics)
    guard let root = document.root else { return [] }
    let recipe = RecipeComposer(self).compose(root)
    return RecipeDecoder(recipe, path: path, self).decode(given: given)
  }

  /// The builds of another recipe that this one stands on; its faults are reported with this one's.
  func recipes(at file: RecipeFile, values: [String: VariableValue]) -> [Recipe] {
    let other = RecipeReading(
      RecipeSources(), folder: file.path.removingLastComponent(), sealItems: sealItems,
      chain: chain + [file.path], inputs: VariableInputs())
    let name = displayName(of: file.path)
    var recipes: [Recipe] = []
    do throws(DiagnosticError) {
      let bytes = try RecipeFileReader.read(file.path)
      recipes = other.read(bytes, file: name, path: FilePath(name), given: values)
    } catch {
      other.add([error.diagnostic])
    }
    add(other.diagnostics.filter { $0.severity == .error })
    return other.hasFaults ? [] : recipes
  }
}
