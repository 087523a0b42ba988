import ArgumentParser
import SystemPackage

/// A recipe that `imgbuild init` writes, by what its image is made from.
enum StarterRecipe: String, CaseIterable, ExpressibleByArgument {
  case debian
  case ubuntu
  case rocky
  case windows

  /// The names of all.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The recipe for an image with this name.
  func text(name: String) -> String {
    let template =
      switch self {
      case .debian: Self.debianText
      case .ubuntu: Self.ubuntuText
      case .rocky: Self.rockyText
      case .windows: Self.windowsText
      }
    return template.replacing("NAME", with: name)
  }

  /// What has to be there before the recipe is valid.
  var preparation: [String] {
    switch self {
    case .debian, .ubuntu, .rocky: []
    case .windows: ["put the disk of a sysprepped Windows beside it as windows.qcow2"]
    }
  }

  /// The name of the image of a recipe at `path`: the file's, or the folder's when the file's says
  /// nothing, in the characters that a name may have.
  static func name(for path: FilePath) -> String {
    let folder = path.removingLastComponent().lastComponent?.string ?? ""
    let stem = path.lastComponent?.stem ?? ""
    let candidates = stem == "recipe" ? [folder, stem] : [stem, folder]
    return candidates.lazy.map(valid).first { !$0.isEmpty } ?? "image"
  }

  /// The rule is that of a recipe's `name`.
  private static func valid(_ text: String) -> String {
    var name = ""
    for scalar in text.lowercased().unicodeScalars {
      let isKept = "abcdefghijklmnopqrstuvwxyz0123456789._-".unicodeScalars.contains(scalar)
      if isKept {
        name.unicodeScalars.append(scalar)
      } else if name.last != "-" {
        name.append("-")
      }
    }
    let start = name.drop { !$0.isLetter && !$0.isNumber }.prefix(63)
    let result = String(start.reversed().drop { !$0.isLetter && !$0.isNumber }.reversed())
    // YAML has another meaning for it.
    return result == "null" ? "" : result
  }
}
