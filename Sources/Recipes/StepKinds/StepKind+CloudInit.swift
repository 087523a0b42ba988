import BuildFoundation

extension StepKind {
  /// cloud-init's configuration.
  static let cloudInit = StepKind(
    "cloud-init",
    Shape(
      "Configures cloud-init; the configuration is checked with its own schema.",
      atLeastOne: ["datasources", "config"],
      hints: [
        "user-data": "what the image itself is to have stands under `config`",
        "datasource_list": "the list of data sources is `datasources`",
      ],
      keys: [
        .optional(
          "datasources", .list(.choice(CloudInitStep.knownDatasources)),
          "Where instances look for their metadata, in this order."),
        .optional(
          "config", .dictionary(key: "cloud-init's keys", .anything),
          "What goes into a file of `/etc/cloud/cloud.cfg.d`."),
        .optional(
          "name", .line, default: "`99-imgbuild`",
          "That file's name; later names win over earlier ones."),
      ]),
    example: """
      - cloud-init:
          datasources: [ConfigDrive, OpenStack]
          config:
            manage_etc_hosts: true
      """
  ) { map in
    let datasources = map["datasources"].map { $0.list(of: "a data source", datasource) } ?? []
    let config = map["config"].map { $0.configuration() }
    let name = map["name"].map { fileName($0) } ?? "99-imgbuild"
    guard let datasources, config != .some(nil), let name else { return nil }
    if datasources.isEmpty, map["config"] == nil {
      map.fault("`cloud-init` does nothing", hint: "give `datasources` or `config`")
      return nil
    }
    return .cloudInit(
      CloudInitStep(datasources: datasources, config: config ?? nil, name: name))
  }

  @Sendable private static func datasource(_ value: ValueReader) -> String? {
    guard let name = value.line()?.value else { return nil }
    guard CloudInitStep.knownDatasources.contains(name) else {
      let near = nearestName(to: name, in: CloudInitStep.knownDatasources)
      value.fault(
        "cloud-init has no data source `\(value.shortened(name))`",
        hint: near.map { "did you mean `\($0)`?" }
          ?? "OpenStack's are `ConfigDrive` and `OpenStack`")
      return nil
    }
    return name
  }

  private static func fileName(_ value: ValueReader) -> String? {
    guard
      let name = value.line("a file's name, without folders", CloudInitStep.isName)?.value
    else { return nil }
    return name.hasSuffix(".cfg") ? String(name.dropLast(4)) : name
  }
}

extension ValueReader {
  /// A mapping as YAML text.
  fileprivate func configuration() -> String? {
    guard isMapping else {
      mismatch("a mapping of keys and values")
      return nil
    }
    return reading.yaml(of: node)
  }
}
