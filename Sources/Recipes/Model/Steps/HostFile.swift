/// A file or folder that a step reads.
public enum HostFile: Sendable, Hashable {
  /// Beside the recipe.
  case file(RecipeFile)
  /// Anywhere on this machine, as a file URL.
  case url(Located<String>)
  /// Fetched, or checked, before it is read: always a file.
  case fetched(FileSource)

  /// As the recipe names it; of what is fetched, the file's name.
  public var name: String {
    switch self {
    case .file(let file): file.name
    case .url(let url): url.value
    case .fetched(let source): source.place.name
    }
  }

  /// What is read beside the recipe.
  public var files: [RecipeFile] {
    switch self {
    case .file(let file): [file]
    case .url: []
    case .fetched(let source):
      if case .file(let file) = source.place { [file] } else { [] }
    }
  }

  /// What has to be known by digest before a build is planned.
  public var sources: [FileSource] {
    if case .fetched(let source) = self { [source] } else { [] }
  }
}

extension HostFile: Encodable {
  /// By its name: a layer is keyed by the content, wherever that comes from.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
