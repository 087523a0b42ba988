import Foundation

extension WindowsFiles {
  /// The files and folders that match a pattern such as `/Users/*/AppData/Local/Temp/*`.
  ///
  /// `*` stands for any letters within one name; whatever the case of the letters. The last name is given in the letters
  /// of the disk.
  public func paths(matching pattern: String) async throws -> [String] {
    var found = [""]
    let parts = pattern.split(separator: "/").map(String.init)
    for (index, part) in parts.enumerated() {
      // Folders in between need not be looked for: nothing is in those that are not there.
      guard part.contains("*") || index == parts.count - 1 else {
        found = found.map { "\($0)/\(part)" }
        continue
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
