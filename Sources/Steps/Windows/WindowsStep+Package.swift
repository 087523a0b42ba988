import BuildFoundation
import Pipeline
import Recipes

extension WindowsStep {
  /// What stands for the content of a file of this machine in layer keys.
  ///
  /// Throws a `recipe` error that says where the recipe names it.
  func contentField(
    _ field: String, of file: HostFile, _ digest: () throws -> Digest
  ) throws -> KeyField {
    do {
      return KeyField(field, try digest().hex)
    } catch {
      let known = error as? BuildError
      throw BuildError(
        .recipe,
        "\(source.location): \(doing): \(file.name) cannot be used: \(known?.message ?? error.reason)",
        hint: known?.hint ?? "name it where it is on this machine")
    }
  }
}
