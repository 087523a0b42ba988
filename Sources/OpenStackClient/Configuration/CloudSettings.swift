import BuildFoundation

/// The settings of one cloud while profile, region and older names are worked in.
struct CloudSettings {
  let name: String
  let origin: String
  var notices: [String]
  private(set) var values: [String: ConfigurationValue] = [:]

  init(name: String, origin: String, notices: [String] = []) {
    self.name = name
    self.origin = origin
    self.notices = notices
  }

  /// Takes the cloud's own settings, over those of its vendor profile and below those of its region.
  mutating func lay(
    _ cloud: ConfigurationValue, over profiles: [String: ConfigurationValue],
    environment environmentName: String
  ) throws {
    let own = cloud.normalized.mapping ?? [:]
    if let profile = (own["profile"] ?? own["cloud"])?.text, profile != environmentName {
      if let known = profiles[profile] {
        update(known.normalized.mapping ?? [:])
      } else if own["auth"]?.mapping?["auth_url"] == nil, own["auth_url"] == nil {
        throw failure(
          "it has the profile \(profile), which no clouds-public.yaml describes",
          hint: "imgbuild has no list of vendors: write the vendor's auth_url and region_name into "
            + "the cloud's own section")
      } else {
        notices.append("the profile \(profile) of cloud \(name) is not known and was left out")
      }
    }
    update(own)
    try layRegion()
    takeOlderNames()
  }

  /// Like a dictionary's merge, but key by key below `auth` too.
  private mutating func update(_ newer: [String: ConfigurationValue]) {
    for (key, value) in newer {
      if key == "auth", let old = values[key] {
        values[key] = old.merging(value)
      } else {
        values[key] = value
      }
    }
  }

  /// Of several regions it is the first one, unless `region_name` names another of them.
  private mutating func layRegion() throws {
    let listed = values["regions"]?.list ?? []
    let regions = listed.map { region -> (name: String, values: ConfigurationValue) in
      (region.text ?? region.mapping?["name"]?.text ?? "", region.mapping?["values"] ?? .null)
    }
    let wanted = values["region_name"]?.text
    if let wanted, wanted.contains(",") {
      values["region_name"] = wanted.split(separator: ",").first.map { .text(String($0)) } ?? .null
    }
    guard !regions.isEmpty else { return }
    guard let region = wanted.map({ name in regions.first { $0.name == name } }) ?? regions.first
    else {
      throw failure(
        "it has no region \(wanted ?? ""), only \(regions.map(\.name).joined(separator: ", "))",
        hint: "case matters in the names of regions")
    }
    values["region_name"] = .text(region.name)
    update(region.values.normalized.mapping ?? [:])
  }

  private mutating func takeOlderNames() {
    for key in values.keys where key.hasSuffix("endpoint_type") {
      let name = key.replacing("endpoint_type", with: "interface")
      values[name] = values.removeValue(forKey: key)
    }
  }

  /// A setting of the cloud itself, as text; nil when absent or empty.
  func text(_ key: String) -> String? {
    values[key]?.text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A setting that belongs below `auth` and counts beside it too; of several names, the first.
  func authText(_ keys: String...) -> String? {
    let auth = values["auth"]?.mapping ?? [:]
    for source in [auth, values] {
      for key in keys {
        if let text = source[key]?.text, !text.isEmpty { return text }
      }
    }
    return nil
  }

  /// A setting that counts beside `auth` before it counts below: those that variables override.
  func scopeText(_ keys: String...) -> String? {
    let auth = values["auth"]?.mapping ?? [:]
    for key in keys {
      if let text = values[key]?.text ?? auth[key]?.text, !text.isEmpty { return text }
    }
    return nil
  }

  /// An error about these settings.
  func failure(_ what: String, hint: String? = nil) -> BuildError {
    BuildError(.host, "reading the cloud \(name) from \(origin): \(what)", hint: hint)
  }
}
