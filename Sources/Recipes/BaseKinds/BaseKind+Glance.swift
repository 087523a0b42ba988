extension BaseKind {
  /// An image of a cloud.
  static let glance = BaseKind(
    "glance",
    Shape(
      "An image of an OpenStack cloud; of several, the newest one that is active.",
      exactlyOne: ["name", "id", "properties"],
      hints: [
        "image": "an image is named by `name`, `id` or `properties`",
        "filter": "an image is chosen by `properties`",
      ],
      keys: [
        .optional(
          "cloud", .line, default: "that of `OS_CLOUD`, or the only one there is",
          "The cloud's name in clouds.yaml, which is found as the openstack command finds it."),
        .optional("name", .line, "The image's exact name."),
        .optional("id", .line, "The image's identifier."),
        .optional(
          "properties", .dictionary(key: "property names", .line),
          "Properties and their values, all of which the image has."),
      ]),
    example: """
      base:
        glance: {cloud: demo, name: debian-12}
      """,
    shorthand: Shorthand(type: .line) { value in
      value.line().map { .base(.glance(GlanceBase(.name($0)))) }
    }
  ) { map in
    let cloud = map["cloud"].map { $0.line() }
    let selection = selection(map)
    guard let selection, cloud != .some(nil) else { return nil }
    return .base(.glance(GlanceBase(cloud: cloud ?? nil, selection)))
  }

  private static func selection(_ map: MappingReader) -> GlanceBase.Selection? {
    if let id = map["id"] {
      return id.line("an identifier such as 7a9f9fb7-6a36-4ec4-b696-093e6db87bfa") { text in
        text.utf8.count <= 255
          && text.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || $0 == "-" || $0 == "_" }
      }.map { .id($0) }
    }
    if let name = map["name"] { return name.line().map { .name($0) } }
    guard let value = map["properties"], let pairs = value.pairs() else { return nil }
    guard !pairs.isEmpty else {
      value.fault("`properties` names none")
      return nil
    }
    let properties = pairs.map { ($0.key.value, $0.value.line()) }
    guard properties.allSatisfy({ $0.1 != nil }) else { return nil }
    return .properties(
      Dictionary(
        properties.compactMap { key, value in
          value.map { (key, $0) }
        }
      ) { $1 })
  }
}
