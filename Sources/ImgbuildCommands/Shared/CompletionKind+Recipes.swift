import ArgumentParser

extension CompletionKind {
  /// Recipes, and the folders that may hold some.
  static var recipes: CompletionKind { .file(extensions: ["yml", "yaml"]) }
}
