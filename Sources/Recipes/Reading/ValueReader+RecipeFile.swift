import Foundation
import SystemPackage

extension ValueReader {
  /// Entries of a folder that are looked at.
  private static let entryLimit = 50_000

  /// A file or folder beside the recipe that exists and lies within the recipe's folder, also after
  /// symbolic links; the same holds for the links in a folder.
  func recipeFile(allowFolder: Bool) -> RecipeFile? {
    guard let line = line() else { return nil }
    let name = line.value
    guard !name.hasPrefix("/") else {
      fault("\(what) must be relative to the recipe's folder, not `\(shortened(name))`")
      return nil
    }
    let folder = reading.sources.file(location.file)?.folder ?? reading.folder
    let path = folder.appending(name).lexicallyNormalized()
    guard path.starts(with: reading.folder) else {
      outside(name)
      return nil
    }
    guard let real = Self.realPath(path) else {
      fault("there is no `\(shortened(name))` in the recipe's folder")
      return nil
    }
    guard real.starts(with: reading.folder) else {
      outside(name)
      return nil
    }
    return accepted(name, real, allowFolder: allowFolder)
  }

  private func accepted(_ name: String, _ path: FilePath, allowFolder: Bool) -> RecipeFile? {
    var status = stat()
    guard stat(path.string, &status) == 0 else {
      fault("`\(shortened(name))` cannot be read: \(Errno(rawValue: errno))")
      return nil
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR where allowFolder:
      guard isWithin(path, name) else { return nil }
    case S_IFDIR:
      fault("`\(shortened(name))` is a folder, not a file")
      return nil
    default:
      fault("`\(shortened(name))` is neither a file nor a folder")
      return nil
    }
    guard access(path.string, R_OK) == 0 else {
      fault("`\(shortened(name))` cannot be read: \(Errno(rawValue: errno))")
      return nil
    }
    return RecipeFile(
      name: name, path: path, isFolder: status.st_mode & S_IFMT == S_IFDIR, location: location)
  }

  /// Whether no link in the folder leads out of the recipe's folder.
  func isWithin(_ folder: FilePath, _ name: String) -> Bool {
    guard let entries = FileManager.default.enumerator(atPath: folder.string) else { return true }
    var count = 0
    while let entry = entries.nextObject() as? String {
      count += 1
      guard count <= Self.entryLimit else {
        fault("`\(shortened(name))` holds more than \(Self.entryLimit) files")
        return false
      }
      guard entries.fileAttributes?[.type] as? FileAttributeType == .typeSymbolicLink else {
        continue
      }
      // A link that leads nowhere gives nothing of the host away.
      guard let real = Self.realPath(folder.appending(entry)) else { continue }
      guard real.starts(with: reading.folder) else {
        outside("\(name)/\(entry)")
        return false
      }
    }
    return true
  }

  private func outside(_ name: String) {
    fault(
      "`\(shortened(name))` leads out of the recipe's folder",
      hint: "a recipe reads only what lies beside it: copy the file there")
  }

  /// The path without symbolic links; nil when nothing is there.
  static func realPath(_ path: FilePath) -> FilePath? {
    guard let resolved = realpath(path.string, nil) else { return nil }
    defer { free(resolved) }
    return FilePath(platformString: resolved)
  }
}
