/// The names of the kernel modules in a listing of paths, such as `modules.dep` or an initramfs's.
struct ModuleNames {
  private let names: Set<String>

  /// Takes the path that a line begins with, if it ends in `.ko`, with or without compression.
  init(_ listing: String) {
    var names = Set<String>()
    for line in listing.split(separator: "\n") {
      // In modules.dep the names of other modules follow.
      guard let path = line.split(separator: " ").first,
        let file = path.split(separator: "/").last, let end = file.firstRange(of: ".ko")
      else { continue }
      names.insert(Self.normalized(file[..<end.lowerBound]))
    }
    self.names = names
  }

  /// Whether a module is listed; the kernel takes `-` and `_` for the same.
  func contains(_ name: String) -> Bool { names.contains(Self.normalized(name[...])) }

  private static func normalized(_ name: Substring) -> String {
    String(name.map { $0 == "-" ? "_" : $0 })
  }
}
