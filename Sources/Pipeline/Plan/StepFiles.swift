public import Recipes

/// The files of a recipe's steps that are fetched, or checked, before they are read.
public struct StepFiles: Sendable {
  /// Those of a recipe without such files.
  public static let none = StepFiles([:])

  private let files: [FileSource: any StepFile]

  /// Files by what the recipe says of them.
  public init(_ files: [FileSource: any StepFile]) {
    self.files = files
  }

  /// The file of a source; nil for one that nobody has looked up.
  public subscript(source: FileSource) -> (any StepFile)? { files[source] }
}
