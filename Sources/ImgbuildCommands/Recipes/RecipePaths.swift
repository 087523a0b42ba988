import BuildFoundation
import Foundation
import SystemPackage

/// The recipes that a command line names: files, and folders for all recipes in them.
enum RecipePaths {
  private static let suffixes = ["yml", "yaml"]

  /// The files, in order; those of a folder by name.
  ///
  /// Throws a `usage` error for a folder without recipes.
  static func files(_ arguments: [String]) throws -> [String] {
    try arguments.flatMap { argument in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder),
        isFolder.boolValue
      else { return [argument] }
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: argument)
      } catch {
        throw BuildError(.usage, "looking for recipes in \(argument): \(error.reason)")
      }
      let recipes = names.filter {
        suffixes.contains(FilePath($0).extension ?? "") && !$0.hasPrefix(".")
      }
      guard !recipes.isEmpty else {
        throw BuildError(
          .usage, "looking for recipes in \(argument): there is no file that ends in .yml or .yaml")
      }
      return recipes.sorted().map { FilePath(argument).appending($0).string }
    }
  }
}
