import BuildFoundation
import Foundation
import Recipes
import SystemPackage

/// A script as it goes to the guest, from the recipe or from a file beside it.
struct ScriptText {
  let bytes: [UInt8]

  init(_ script: RunStep.Script) throws {
    switch script {
    case .inline(let text): bytes = Array(text.value.utf8)
    case .file(let file):
      guard let data = FileManager.default.contents(atPath: file.path.string) else {
        throw BuildError(.recipe, "reading the script \(file.name): it cannot be read")
      }
      bytes = Array(data)
    }
  }
}
