/// The names of the kernel modules in a listing of paths, such as `modules.dep` or an initramfs's.
struct ModuleNames {
  private let names: Set<String>

  /// Takes every path that ends in `.ko`, with or without compression, first in its line.
  init(_ listing: String) {
    var names = Set<String>()
    for line in listing.split(separator: "\n") {
      // The first such word: in a long listing other columns come before it, in modules.dep the
      // names of other modules follow.
      guard let path = line.split(separator: " ").first(where: { $0.contains(".ko") }),
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
