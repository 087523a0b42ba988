import Foundation

extension WindowsFiles {
  /// The files and folders that match a pattern such as `/Users/*/AppData/Local/Temp/*`.
  ///
  /// `*` stands for any letters within one name; whatever the case of the letters. What is named without it is given
  /// only where it is there.
  public func paths(matching pattern: String) async throws -> [String] {
    var found = [""]
    let parts = pattern.split(separator: "/").map(String.init)
    for (index, part) in parts.enumerated() {
      guard part.contains("*") else {
        found = found.map { "\($0)/\(part)" }
        // Folders in between need not be asked for: nothing is in those that are not there.
        guard index == parts.count - 1 else { continue }
        var there: [String] = []
        for path in found where try await exists(path) { there.append(path) }
        return there
      }
      var next: [String] = []
      for folder in found {
        let names = try await names(in: folder.isEmpty ? "/" : folder)
        next += names.filter { Self.matches($0, part) }.map { "\(folder)/\($0)" }
      }
      found = next
    }
    return found
  }

  private static func matches(_ name: String, _ pattern: String) -> Bool {
    fnmatch(pattern.lowercased(), name.lowercased(), 0) == 0
  }
}
