/// Puts virtio-win's drivers into a Windows.
public struct DriversStep: Sendable, Hashable, Encodable {
  /// Where virtio-win is: its disc (ISO 9660), or a folder with what is on it.
  public enum Source: Sendable, Hashable, Encodable {
    /// Beside the recipe.
    case file(RecipeFile)
    /// Anywhere on this machine, as a file URL.
    case url(Located<String>)
  }

  /// Where virtio-win is.
  public var virtio: Source
  /// The drivers, by the names of their INF files or of virtio-win's folders; empty for all that fit.
  public var only: [String]
  /// Whether drivers for another Windows, or known to fail, are taken all the same.
  public var force: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(virtio: Source, only: [String] = [], force: Bool = false) {
    self.virtio = virtio
    self.only = only
    self.force = force
  }
}

extension DriversStep: StepDetails {
  var kind: String { "drivers" }
  var summary: String {
    "drivers: \(only.isEmpty ? "virtio" : only.joined(separator: ", ")) from \(virtio.name)"
  }
  var files: [RecipeFile] {
    if case .file(let file) = virtio { [file] } else { [] }
  }
}

extension DriversStep.Source {
  /// As the recipe names it.
  public var name: String {
    switch self {
    case .file(let file): file.name
    case .url(let url): url.value
    }
  }
}
