extension ValueReader {
  /// A file or folder beside the recipe, or a file URL; nil after a fault.
  ///
  /// `what` is what somebody has to fetch first who names another machine.
  func hostFile(fetching what: String) -> HostFile? {
    guard let line = line() else { return nil }
    guard line.value.contains("://") else {
      guard !line.value.hasPrefix("/") else {
        fault(
          "\(self.what) must be relative to the recipe's folder, or a file URL",
          hint: "write file://\(shortened(line.value))")
        return nil
      }
      return recipeFile(allowFolder: true).map { .file($0) }
    }
    guard let url = url() else { return nil }
    guard url.value.hasPrefix("file:///") else {
      fault(
        "\(self.what) must be on this machine, not `\(shortened(url.value))`",
        hint: "fetch \(what) first, and name the file")
      return nil
    }
    return .url(url)
  }
}

extension ValueType {
  /// What `hostFile` reads.
  static let hostFile = ValueType.either([.url, .fileOrFolder])
}
