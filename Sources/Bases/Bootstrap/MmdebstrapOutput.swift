import BuildFoundation

/// What the lines that mmdebstrap prints mean to a reader.
enum MmdebstrapOutput {
  private static let phases = [
    ("I: running apt-get update", "reading the package lists"),
    ("I: downloading packages", "downloading packages"),
    ("I: extracting archives", "unpacking the essential packages"),
    ("I: installing essential", "installing the essential packages"),
    ("I: installing remaining", "installing packages"),
    ("I: running --customize-hook", "making it a cloud image"),
  ]

  /// The phase that begins with `line`; nil for all other lines.
  static func phase(of line: String) -> String? {
    phases.first { line.hasPrefix($0.0) }?.1
  }

  /// What kind of failure the last lines show, and what to do about it.
  static func explanation(of output: [String]) -> (code: BuildError.Code?, hint: String?) {
    func says(_ text: String) -> Bool { output.contains { $0.contains(text) } }
    if says("No space left on device") {
      return (.host, "make room where the cache is, or set XDG_CACHE_HOME to another folder")
    }
    if says("does not have a Release file") {
      return (.recipe, "is the suite's name right? the mirror has none of that name")
    }
    if says("Unable to locate package") {
      return (.recipe, "is the package's name right, and in the suite?")
    }
    if output.contains(where: { $0.hasPrefix("E: ") && $0.contains("fetch") }) {
      return (nil, "can this host reach a package mirror? `mirror:` names another one")
    }
    return (nil, nil)
  }
}
