import BuildFoundation

extension ValueReader {
  /// Where the image is published, and how; nil after a fault.
  func publication() -> PublicationSettings? {
    guard let map = mapping(.publication) else { return nil }
    let clouds = map["clouds"].map { $0.list(of: "a cloud") { $0.line()?.value } } ?? []
    let name = map["name"].map { $0.line()?.value }
    let visibility = map["visibility"].map { $0.choice(PublicationSettings.Visibility.self)?.value }
    let members = map["share-with"].map { $0.list(of: "a project") { $0.line()?.value } } ?? []
    let keep = map["keep"].map { $0.integer(in: 0...1000) }
    let isExact = map["exact"].map { $0.boolean() } ?? false
    guard let clouds, let members, let isExact, name != .some(nil), visibility != .some(nil),
      keep != .some(nil)
    else { return nil }
    if let projects = map["share-with"], visibility != .some(.shared) {
      projects.fault("`share-with` needs `visibility: shared`")
    }
    return PublicationSettings(
      clouds: clouds, name: name ?? nil, visibility: visibility ?? nil, members: members,
      keep: keep ?? nil, isExact: isExact)
  }
}

extension Shape {
  /// Where the image goes.
  static let publication = Shape(
    "Where `imgbuild run --publish` puts the image, and how; options of the command line come first.",
    hints: ["cloud": "the clouds stand under `clouds`, as a list"],
    keys: [
      .optional(
        "clouds", .list(.line), default: "that of `OS_CLOUD`, or the only one",
        "Names of clouds in clouds.yaml."),
      .optional("name", .line, default: "the image's", "The name in the clouds."),
      .optional(
        "visibility", .choice(PublicationSettings.Visibility.allCases.map(\.rawValue)),
        default: "as before, and `private` at first", "Who sees the image."),
      .optional(
        "share-with", .list(.line), "Identifiers of projects that may use a shared image."),
      .optional(
        "keep", .integer(0...1000), default: "all",
        "How many images that had the name before are kept."),
      .optional(
        "exact", .boolean, default: "`false`", "Remove properties that others have set."),
    ])
}
