extension ValueReader {
  /// A file or folder beside the recipe, a file URL, or a file that is fetched; nil after a fault.
  func hostFile() -> HostFile? {
    if isMapping { return fileSource().map { .fetched($0) } }
    guard let line = line() else { return nil }
    guard line.value.contains("://") else {
      guard !line.value.hasPrefix("/") else {
        fault(
          "\(what) must be relative to the recipe's folder, or a URL",
          hint: "write file://\(shortened(line.value))")
        return nil
      }
      return recipeFile(allowFolder: true).map { .file($0) }
    }
    // What lies on this machine is read where it is, and may be a folder.
    if line.value.hasPrefix("file:///") { return url().map { .url($0) } }
    return fileURL().map { .fetched(FileSource(.urls([$0]))) }
  }
}

extension ValueType {
  /// What `hostFile` reads.
  static let hostFile = ValueType.either([.url, .fileOrFolder, .mapping(.fileSource)])
}
