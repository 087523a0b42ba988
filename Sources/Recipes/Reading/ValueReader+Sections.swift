import BuildFoundation

extension ValueReader {
  /// The version of the recipe language.
  func version() -> Int? {
    guard let number = integer(in: 1...999) else { return nil }
    guard number == 1 else {
      fault(
        "this recipe is written in version \(number), and this imgbuild reads version 1",
        hint: "use a newer imgbuild")
      return nil
    }
    return number
  }

  /// The image's name.
  func imageName() -> Located<String>? {
    let rule =
      "lower-case letters, digits, `.`, `_` and `-`, at most 63, the first a letter or digit"
    return line(rule) { name in
      guard let first = name.unicodeScalars.first, first.isASCIIDigit || first.isASCIILowercase,
        name.utf8.count <= 63
      else { return false }
      return name.unicodeScalars.allSatisfy {
        $0.isASCIIDigit || $0.isASCIILowercase || "._-".contains($0)
      }
    }
  }

  /// The virtual disk.
  func disk() -> Located<ByteCount>? {
    guard let map = mapping(.disk) else { return nil }
    return map.required("size")?.size(in: .gibibytes(1) ... .gibibytes(64 << 10))
  }

  /// The machine for online steps.
  func builder() -> BuilderSettings? {
    guard let map = mapping(.builder) else { return nil }
    let defaults = BuilderSettings()
    let memory =
      map["memory"].map { $0.size(in: .mebibytes(256) ... .gibibytes(1024))?.value }
      ?? defaults.memory
    let cpus = map["cpus"].map { $0.integer(in: 1...64) } ?? defaults.cpus
    guard let memory, let cpus else { return nil }
    return BuilderSettings(memory: memory, cpus: cpus)
  }

  /// What sealing leaves and removes.
  func seal() -> SealSettings? {
    guard let map = mapping(.seal) else { return nil }
    let keep = map["keep"].map { $0.list(of: "a seal item") { $0.sealItem() } } ?? []
    let remove = map["remove"].map { $0.list(of: "a pattern") { $0.removalPattern() } } ?? []
    guard let keep, let remove else { return nil }
    return SealSettings(keep: keep, remove: remove)
  }

  private func sealItem() -> Located<String>? {
    guard let line = line() else { return nil }
    let items = reading.sealItems
    guard items.isEmpty || items.contains(line.value) else {
      let near = nearestName(to: line.value, in: items).map { "did you mean `\($0)`?" }
      fault(
        "there is no seal item `\(shortened(line.value))`",
        hint: near ?? "seal items: " + items.joined(separator: ", "))
      return nil
    }
    return line
  }

  private func removalPattern() -> Located<String>? {
    guard let pattern = guestPath() else { return nil }
    guard !Self.coversEverything(pattern.value) else {
      fault("`\(pattern.value)` would remove a whole system")
      return nil
    }
    return pattern
  }

  /// Whether a pattern is `/` or names nothing but wildcards at the top: `/*`, `/**/*`.
  private static func coversEverything(_ pattern: String) -> Bool {
    pattern.split(separator: "/").first { $0 != "." }.map { $0.allSatisfy { $0 == "*" } } ?? true
  }
}
