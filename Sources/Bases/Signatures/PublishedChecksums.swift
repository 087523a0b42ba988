import BuildFoundation
import Foundation

/// The checksums in a vendor's list.
///
/// Reads what sha256sum writes (`hex  name`, `hex *name`), what BSD's tools and `sha256sum --tag`
/// write (`SHA256 (name) = hex`), and a lone value. Everything else is passed over: lists have
/// comments, signatures, and checksums of other kinds.
struct PublishedChecksums {
  /// The list's own name, for messages.
  let name: String
  private(set) var digests: [String: Set<Digest>] = [:]
  /// A value that stands alone, as in `image.qcow2.sha256`.
  private var lone: [Digest] = []
  /// Files that the list has only by a digest that is too weak to rely on.
  private var weak: Set<String> = []

  init(_ text: String, name: String) {
    self.name = name
    for line in text.split(whereSeparator: \.isNewline) {
      read(line.drop { $0 == " " || $0 == "\t" })
    }
  }

  private mutating func read(_ line: Substring) {
    if let match = line.wholeMatch(of: /([A-Za-z0-9-]+) ?\((.+)\) ?= ?([0-9A-Fa-f]+)\s*/) {
      let wanted = match.1.lowercased().replacing("-", with: "")
      return add(match.3, for: match.2, only: wanted)
    }
    if let match = line.wholeMatch(of: /([0-9A-Fa-f]{32,128})[ \t]+\*?(.+?)\s*/) {
      return add(match.1, for: match.2)
    }
    if let match = line.wholeMatch(of: /([0-9A-Fa-f]{64,128})\s*/),
      let algorithm = Digest.Algorithm(ofHex: match.1)
    {
      lone.append(Digest(algorithm, hex: String(match.1)))
    }
  }

  private mutating func add(_ hex: Substring, for path: Substring, only wanted: String? = nil) {
    let file = path.split(separator: "/").last.map(String.init) ?? String(path)
    guard let algorithm = Digest.Algorithm(ofHex: hex),
      wanted == nil || wanted == algorithm.rawValue
    else {
      weak.insert(file)
      return
    }
    digests[file, default: []].insert(Digest(algorithm, hex: String(hex)))
  }

  /// The strongest digest of the file that goes by one of `names`; throws a `recipe` error.
  func digest(of names: [String]) throws -> Digest {
    let found = names.lazy.compactMap { digests[$0] }.first ?? loneDigest
    let doing = "looking for \(names.first ?? "the file") in \(name)"
    guard let found else { throw missing(names, doing: doing) }
    let algorithm: Digest.Algorithm =
      found.contains { $0.algorithm == .sha512 } ? .sha512 : .sha256
    let values = found.filter { $0.algorithm == algorithm }.map(\.hex).sorted()
    guard values.count == 1 else {
      throw BuildError(
        .recipe, "\(doing): it is there with different values: \(values.joined(separator: ", "))")
    }
    return Digest(algorithm, hex: values[0])
  }

  private var loneDigest: Set<Digest>? {
    lone.count == 1 && digests.isEmpty ? Set(lone) : nil
  }

  private func missing(_ names: [String], doing: String) -> BuildError {
    if names.contains(where: weak.contains) {
      return BuildError(
        .recipe, "\(doing): it has neither a SHA-256 nor a SHA-512 of it",
        hint: "name another list, or give the `checksum` itself")
    }
    if digests.isEmpty {
      return BuildError(
        .recipe, "\(doing): there are no SHA-256 or SHA-512 checksums in it",
        hint: "is that the right file?")
    }
    let near = names.lazy.compactMap { nearestName(to: $0, in: digests.keys.sorted()) }.first
    return BuildError(
      .recipe, "\(doing): it is not there",
      hint: near.map { "did you mean \($0)?" } ?? "does the list belong to this release?",
      output: Array(digests.keys.sorted().prefix(OutputTail.usualLimit)))
  }
}
