import SystemPackage

extension RecipeReading {
  /// The tree of another file of the recipe; its faults are reported.
  func document(at path: FilePath) -> RecipeNode? {
    let name = displayName(of: path)
    do throws(DiagnosticError) {
      let bytes = try RecipeFileReader.read(path)
      guard let source = RecipeSource(file: name, bytes: bytes) else {
        add([RecipeSource.notUTF8(bytes, file: name)])
        return nil
      }
      sources.add(source, folder: path.removingLastComponent())
      let document = RecipeDocument(source)
      add(document.diagnostics)
      return document.root
    } catch {
      add([error.diagnostic])
      return nil
    }
  }

  /// How locations name a file of the recipe's folder: as the user named the recipe.
  func displayName(of path: FilePath) -> String {
    var relative = path
    guard relative.removePrefix(folder) else { return path.string }
    let recipe = FilePath(sources.files.first?.name ?? "")
    return recipe.removingLastComponent().appending(relative.components).string
  }
}
