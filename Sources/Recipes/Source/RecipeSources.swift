import SystemPackage

/// The files that a recipe is put together from.
final class RecipeSources {
  /// A file with the folder that its relative paths start from.
  struct File {
    let source: RecipeSource
    /// Absolute, without symbolic links.
    let folder: FilePath
  }

  /// The files by the name that locations have, in the order in which they were read.
  private(set) var files: [(name: String, file: File)] = []

  /// Adds a file; the name is the one that locations have.
  func add(_ source: RecipeSource, folder: FilePath) {
    guard file(source.file) == nil else { return }
    files.append((source.file, File(source: source, folder: folder)))
  }

  /// The file with this name.
  func file(_ name: String) -> File? { files.first { $0.name == name }?.file }

  /// The line that `location` names.
  func line(at location: SourceLocation) -> String? {
    file(location.file)?.source.line(at: location)
  }

  /// The place of `text` in the source, at `location` or in the few lines after it, where it stands
  /// there as it is.
  func location(of text: String, from location: SourceLocation, lines: Int) -> SourceLocation {
    guard location.line > 0, let source = file(location.file)?.source else { return location }
    for line in location.line...(location.line + lines) {
      let place = SourceLocation(file: location.file, line: line, column: 1)
      guard let content = source.line(at: place) else { break }
      let start = line == location.line ? location.column - 1 : 0
      let scalars = Array(content.unicodeScalars)
      guard start < scalars.count else { continue }
      var tail = String.UnicodeScalarView()
      tail.append(contentsOf: scalars[start...])
      let rest = String(tail)
      guard let range = rest.firstRange(of: text) else { continue }
      let column = rest.unicodeScalars.distance(
        from: rest.unicodeScalars.startIndex, to: range.lowerBound)
      return SourceLocation(file: location.file, line: line, column: start + column + 1)
    }
    return location
  }

  /// Whether one location comes before another: by the file, then by the place in it.
  func isOrdered(_ left: SourceLocation, _ right: SourceLocation) -> Bool {
    let order = { (name: String) in self.files.firstIndex { $0.name == name } ?? .max }
    return (order(left.file), left.line, left.column)
      < (order(right.file), right.line, right.column)
  }
}
