import BuildFoundation

extension ValueReader {
  /// A file that a build reads: a URL, the name of a file beside the recipe, or a mapping.
  func fileSource() -> FileSource? {
    if isMapping { return mapping(.fileSource)?.fileSource() }
    return place().map { FileSource($0) }
  }

  /// A URL, or the name of a file beside the recipe.
  fileprivate func place() -> FileSource.Place? {
    if case .scalar(let scalar) = node.content, scalar.text.contains("://") {
      return fileURL().map { .urls([$0]) }
    }
    return recipeFile(allowFolder: false).map { .file($0) }
  }

  /// One URL, or a list of them.
  fileprivate func places() -> FileSource.Place? {
    guard isList else { return fileURL().map { .urls([$0]) } }
    guard let urls = list(of: "a URL", { $0.fileURL() }) else { return nil }
    if urls.isEmpty {
      fault("\(what) must name at least one URL")
      return nil
    }
    return .urls(urls)
  }

  /// One URL; warns of credentials in it.
  func fileURL() -> Located<String>? {
    let url = url()
    if let url, url.value.split(separator: "/").dropFirst().first?.contains("@") ?? false {
      reading.warn(
        "\(what) holds a user name or password", at: url.location,
        hint: "keep credentials in ~/.netrc")
    }
    return url
  }

  /// `sha256:…`, `sha512:…`, or a mapping that names the vendor's list.
  fileprivate func checksum() -> Checksum? {
    if isMapping { return mapping(.checksumList)?.checksumList().map { .published($0) } }
    guard let line = line() else { return nil }
    guard let digest = Digest(line.value) else {
      faultyDigest(line.value)
      return nil
    }
    return .literal(Located(digest, at: location))
  }

  private func faultyDigest(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !text.contains("://") else {
      let algorithm = Digest.Algorithm(ofHex: text)
      fault(
        "\(what) must begin with `sha256:` or `sha512:`, not `\(shortened(text))`",
        hint: algorithm.map { "write \($0.rawValue):\(text)" }
          ?? "a vendor's list goes below it, as `url` or `file`")
      return
    }
    let names = Digest.Algorithm.allCases.map(\.rawValue)
    guard let algorithm = Digest.Algorithm(rawValue: parts[0].lowercased()) else {
      let near = nearestName(to: String(parts[0]), in: names)
      fault(
        "\(what) must be by sha256 or sha512, not by `\(shortened(String(parts[0])))`",
        hint: near.map { "did you mean `\($0)`?" }
          ?? "take the SHA-256 of the vendor: weaker ones can be forged")
      return
    }
    let digits = parts[1]
    if let wrong = digits.first(where: { !$0.isASCII || !$0.isHexDigit }) {
      fault("\(what) must be hexadecimal after `\(algorithm.rawValue):`; `\(wrong)` is not")
    } else {
      fault(
        "\(what) must have \(algorithm.digits) hexadecimal digits after `\(algorithm.rawValue):`, "
          + "not \(digits.count)",
        hint: Digest.Algorithm(ofHex: digits).map { "that is the length of a \($0.rawValue)" })
    }
  }
}

extension MappingReader {
  /// A file that a build reads, by the keys of `Shape.fileSource`.
  func fileSource() -> FileSource? {
    let place = place()
    let checksum = self["checksum"].map { $0.checksum() }
    guard let place, checksum != .some(nil) else { return nil }
    return FileSource(place, checksum: checksum ?? nil)
  }

  private func place() -> FileSource.Place? {
    if let url = self["url"] { return url.places() }
    return self["file"]?.recipeFile(allowFolder: false).map { .file($0) }
  }

  fileprivate func checksumList() -> ChecksumList? {
    let place = place()
    let signature = self["signature"].map { $0.place() }
    let keyring = self["keyring"].map { $0.recipeFile(allowFolder: false) }
    guard let place, signature != .some(nil), keyring != .some(nil) else { return nil }
    if let signature = self["signature"], keyring == nil {
      signature.fault(
        "`signature` needs a `keyring`: without keys there is nothing to check it with",
        hint: "put the vendor's public key beside the recipe")
      return nil
    }
    return ChecksumList(place, signature: signature ?? nil, keyring: keyring ?? nil)
  }
}
