/// A file or folder of this machine that a recipe names.
public enum HostFile: Sendable, Hashable, Encodable {
  /// Beside the recipe.
  case file(RecipeFile)
  /// Anywhere on this machine, as a file URL.
  case url(Located<String>)

  /// As the recipe names it.
  public var name: String {
    switch self {
    case .file(let file): file.name
    case .url(let url): url.value
    }
  }

  /// What is read beside the recipe.
  public var files: [RecipeFile] {
    if case .file(let file) = self { [file] } else { [] }
  }
}
