import BuildFoundation
import ImageProperties
import Recipes
import SystemPackage

extension PropertyProfile {
  /// What `--profile` takes, in words.
  static var names: String { builtIn.map(\.name).joined(separator: ", ") + ", or a file" }

  /// The profile of imgbuild with that name, or the one in a file: what has a dot or a slash in it.
  ///
  /// Throws a `usage` error when there is none of that name, and a `recipe` error for a faulty file.
  static func named(_ name: String) throws -> PropertyProfile {
    if let found = builtIn.first(where: { $0.name == name }) { return found }
    if name.contains(".") || name.contains("/") { return try read(FilePath(name)) }
    let near = nearestName(to: name, in: builtIn.map(\.name)).map { "did you mean \($0)?" }
    throw BuildError(
      .usage, "looking for the profile \(name): there is none of that name",
      hint: near ?? "there are \(names)")
  }
}
