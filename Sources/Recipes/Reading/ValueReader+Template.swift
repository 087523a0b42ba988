import BuildFoundation
import Foundation
import SystemPackage

extension ValueReader {
  /// The largest script or template that is looked at.
  private static let limit = 1 << 20

  /// The text of a file that this value names; nil after a fault.
  func content(of file: RecipeFile) -> String? {
    guard let data = FileManager.default.contents(atPath: file.path.string),
      data.count <= Self.limit
    else {
      fault("`\(shortened(file.name))` cannot be read, or is larger than 1 MiB")
      return nil
    }
    guard let text = String(validating: data, as: UTF8.self) else { return nil }
    return text
  }

  /// The text of a template beside the recipe, with variables put in; references to secrets stay.
  func template() -> Located<String>? {
    guard let file = recipeFile(allowFolder: false), let text = content(of: file) else {
      return nil
    }
    let bytes = Array(text.utf8)
    let name = reading.displayName(of: file.path)
    guard let source = RecipeSource(file: name, bytes: bytes) else { return nil }
    reading.sources.add(source, folder: file.path.removingLastComponent())
    let start = SourceLocation(file: name, line: 1, column: 1)
    return reading.expand(text, at: start, mayHoldSecrets: true).map {
      Located($0, at: location)
    }
  }
}
