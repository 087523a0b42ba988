import BuildFoundation

/// What a suite's `InRelease` says that matters here; see DebianRepository/Format.
struct ReleaseFile {
  /// Who publishes the suite, such as `Debian`.
  let origin: String?
  /// Stands for the packages of the suite: the same as long as none of them changes.
  ///
  /// The digest of the lines of the package lists, not of the whole: mirrors date and sign the file
  /// anew several times a day. Without such lines, the digest of the whole.
  let digest: Digest

  /// Reads the file for some architectures and components; a suite without components has its lists
  /// beside the file.
  init(_ content: [UInt8], architectures: [String], components: [String]) {
    let text = String(decoding: content, as: UTF8.self)
    let folders =
      components.isEmpty
      ? ["Packages", "./Packages"]
      : components.flatMap { component in
        (architectures + ["all"]).map { "\(component)/binary-\($0)/Packages" }
      }
    var origin: String?
    var lists: [String] = []
    var isInDigests = false
    for line in text.split(whereSeparator: \.isNewline) {
      if line.first != " " { isInDigests = line.hasPrefix("SHA256:") }
      if origin == nil, line.hasPrefix("Origin:") {
        origin = line.dropFirst("Origin:".count).drop { $0 == " " }.description
      }
      guard isInDigests, let path = line.split(separator: " ").last else { continue }
      // Some repositories name the path with the suite's component in front.
      if folders.contains(where: { path.hasPrefix($0) || path.contains("/\($0)") }) {
        lists.append(line.split(separator: " ").joined(separator: " "))
      }
    }
    self.origin = origin
    digest =
      lists.isEmpty
      ? .sha256(content) : .sha256(lists.sorted().joined(separator: "\n"))
  }
}
