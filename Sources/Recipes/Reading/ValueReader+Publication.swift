import BuildFoundation

extension ValueReader {
  /// Where the image is published, and how; nil after a fault.
  func publication() -> PublicationSettings? {
    guard let map = mapping(.publication) else { return nil }
    let clouds = map["clouds"].map { $0.list(of: "a cloud") { $0.publicationTarget() } } ?? []
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

extension ValueReader {
  /// A cloud: its name, or a mapping that says what is different there; nil after a fault.
  fileprivate func publicationTarget() -> PublicationTarget? {
    guard isMapping else { return line().map { PublicationTarget(cloud: $0.value) } }
    guard let map = mapping(.publicationTarget) else { return nil }
    let cloud = map.required("cloud")?.line()
    let name = map["name"].map { $0.line()?.value }
    let format = map["format"].map { $0.choice(ImageBase.Format.self)?.value }
    let isStaged = map["import"].map { $0.boolean() }
    let stores = map["stores"].map { $0.list(of: "a store") { $0.line()?.value } } ?? []
    let properties = map["properties"].map { $0.properties() } ?? [:]
    guard let cloud, let stores, let properties, name != .some(nil), format != .some(nil),
      isStaged != .some(nil)
    else { return nil }
    if let value = map["stores"], isStaged != .some(true) {
      value.fault("`stores` needs `import: true`")
    }
    return PublicationTarget(
      cloud: cloud.value, name: name ?? nil, format: format ?? nil, isStaged: isStaged ?? nil,
      stores: stores, properties: properties.mapValues(\.value))
  }
}

extension Shape {
  /// A cloud where the image goes.
  static let publicationTarget = Shape(
    "A cloud, and what is different there.",
    keys: [
      .required("cloud", .line, "Its name in clouds.yaml."),
      .optional("name", .line, default: "that of `publish`", "The image's name there."),
      .optional(
        "format", .choice(ImageBase.Format.allCases.map(\.rawValue)), default: "the image's",
        "The format to upload; the image is converted, and compared, where it has another."),
      .optional(
        "import", .boolean, default: "`false`",
        "Stage the data, and have the cloud import them (`glance-direct`)."),
      .optional("stores", .list(.line), "Identifiers of the stores that get imported data."),
      .optional(
        "properties", .dictionary(key: "property", .line),
        "Properties that are other there; none may contradict the disk."),
    ])

  /// Where the image goes.
  static let publication = Shape(
    "Where `imgbuild run --publish` puts the image, and how; options of the command line come first.",
    hints: ["cloud": "the clouds stand under `clouds`, as a list"],
    keys: [
      .optional(
        "clouds", .list(.either([.line, .mapping(.publicationTarget)])),
        default: "that of `OS_CLOUD`, or the only one",
        "Names of clouds in clouds.yaml, or what is different in them."),
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
