import BuildFoundation
import SystemPackage

extension CloudConfiguration {
  /// What the user has configured for the cloud `name`, found as openstacksdk finds it.
  ///
  /// Without a name it is the one that `OS_CLOUD` names, the one that other `OS_*` variables
  /// describe, or the only one there is. Throws `host` errors that say where was looked and what is
  /// wrong there; no secret is in them.
  public static func read(
    _ name: String? = nil, from sources: ConfigurationSources = .ofProcess
  ) throws -> CloudConfiguration {
    let files = try ConfigurationFiles(sources)
    var clouds = files.clouds
    let environmentName = sources.variables["OS_CLOUD_NAME"] ?? "envvars"
    if let described = environmentCloud(sources.variables) {
      if clouds[environmentName] != nil {
        throw BuildError(
          .host,
          "reading the clouds: \(files.origin?.string ?? "clouds.yaml") has a cloud "
            + "“\(environmentName)”, and OS_* variables describe one of that name too",
          hint: "rename one; OS_CLOUD_NAME names that of the variables")
      }
      clouds[environmentName] = .mapping(described)
    }
    let chosen = try choice(name, of: clouds, environmentName, files, sources)
    var settings = CloudSettings(
      name: chosen,
      origin: chosen == environmentName && files.clouds[chosen] == nil
        ? "the OS_* variables" : files.origin?.string ?? "secure.yaml",
      notices: files.notices)
    try settings.lay(clouds[chosen] ?? .null, over: files.profiles, environment: environmentName)
    return try settings.configuration(sources)
  }

  /// The cloud that `OS_*` variables describe; nil when they only select one.
  private static func environmentCloud(
    _ variables: [String: String]
  ) -> [String: ConfigurationValue]? {
    let selectors: Set = [
      "OS_CLOUD", "OS_REGION_NAME", "OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE",
      "OS_CLOUD_NAME",
    ]
    let ignored = ["OS_TEST", "OS_STD", "OS_LOG"]
    let own = variables.filter { name, _ in
      name.hasPrefix("OS_") && !ignored.contains { name.hasPrefix($0) }
    }
    guard !selectors.isSuperset(of: own.keys) else { return nil }
    return Dictionary(
      own.map { ($0.dropFirst("OS_".count).lowercased(), ConfigurationValue.text($1)) }
    ) { $1 }
  }

  private static func choice(
    _ name: String?, of clouds: [String: ConfigurationValue], _ environmentName: String,
    _ files: ConfigurationFiles, _ sources: ConfigurationSources
  ) throws -> String {
    let wanted =
      name ?? sources.variables["OS_CLOUD"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (clouds[environmentName] != nil && files.clouds[environmentName] == nil
        ? environmentName : nil) ?? (clouds.count == 1 ? clouds.keys.first : nil)
    let names = clouds.keys.sorted()
    let known = names.isEmpty ? "there is none" : "there are \(names.joined(separator: ", "))"
    let passedOver = files.notices.isEmpty ? "" : "; " + files.notices.joined(separator: "; ")
    guard let wanted else {
      throw BuildError(
        .host, "reading the clouds: \(known), and none is named\(passedOver)",
        hint: names.isEmpty
          ? searchHint(sources) : "name one with cloud: in the recipe, or OS_CLOUD")
    }
    if clouds[wanted] == nil {
      let near = nearestName(to: wanted, in: names).map { "did you mean \($0)? " } ?? ""
      let place = files.origin.map { " in \($0)" } ?? ""
      throw BuildError(
        .host, "reading the clouds: no cloud “\(wanted)”\(place); \(known)\(passedOver)",
        hint: near + (names.isEmpty ? searchHint(sources) : "use one of these names"))
    }
    return wanted
  }

  private static func searchHint(_ sources: ConfigurationSources) -> String {
    var folders: [String] = []
    for folder in sources.folders.map(\.string) where !folders.contains(folder) {
      folders.append(folder)
    }
    return "write a clouds.yaml into one of \(folders.joined(separator: ", ")), or name one with "
      + "OS_CLIENT_CONFIG_FILE"
  }
}
