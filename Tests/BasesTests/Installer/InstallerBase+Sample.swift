import BuildFoundation
import Recipes
import SystemPackage

extension InstallerBase {
  /// A base whose files are in `folder`, under the names of their roles; nothing is there yet.
  static func sample(
    _ kind: AnswerKind = .preseed, _ text: String = "d-i x boolean true\n", in folder: FilePath,
    files: [String] = ["kernel", "initrd"], arguments: [String] = [],
    timeout: Duration = .seconds(60)
  ) -> InstallerBase {
    func source(_ name: String) -> FileSource? {
      guard files.contains(name) else { return nil }
      return FileSource(
        .file(
          RecipeFile(
            name: name, path: folder.appending(name), isFolder: false,
            location: located(0).location)))
    }
    return InstallerBase(
      iso: source("iso"), kernel: source("kernel"), initrd: source("initrd"),
      answer: Answer(kind, located(text)), arguments: arguments.map { located($0) },
      timeout: timeout)
  }
}

extension Recipe {
  /// A recipe for `base` with these properties.
  static func sample(
    _ base: InstallerBase, properties: [String: String] = [:], size: ByteCount? = nil
  ) -> Recipe {
    Recipe(
      path: "web.yml", folder: "/", digest: .sha256("recipe"), name: located("web"),
      base: located(.installer(base)), diskSize: size.map { located($0) },
      properties: properties.mapValues { located($0) })
  }
}
