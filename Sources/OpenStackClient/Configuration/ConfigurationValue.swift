import Yams

/// A value of clouds.yaml.
///
/// Numbers stay the text that was written: a password may look like one.
enum ConfigurationValue: Sendable, Hashable {
  case null
  case text(String)
  case list([ConfigurationValue])
  case mapping([String: ConfigurationValue])

  /// The value that a YAML node stands for; merge keys (`<<`) are followed.
  init(_ node: Node) {
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      self = isNull ? .null : .text(scalar.string)
    case .sequence(let sequence):
      self = .list(sequence.map { ConfigurationValue($0) })
    case .mapping(let mapping):
      self = .mapping(Self.entries(of: mapping))
    case .alias:
      self = .null
    }
  }

  private static func entries(of mapping: Node.Mapping) -> [String: ConfigurationValue] {
    var merged: [String: ConfigurationValue] = [:]
    var own: [String: ConfigurationValue] = [:]
    for (key, node) in mapping {
      guard case .scalar(let scalar) = key else { continue }
      let value = ConfigurationValue(node)
      if scalar.string == "<<" {
        // Of several, the first one wins, see https://yaml.org/type/merge.html.
        for source in value.list ?? [value] {
          merged.merge(source.mapping ?? [:]) { first, _ in first }
        }
      } else {
        own[scalar.string] = value
      }
    }
    return merged.merging(own) { $1 }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var list: [ConfigurationValue]? { if case .list(let list) = self { list } else { nil } }
  var mapping: [String: ConfigurationValue]? {
    if case .mapping(let mapping) = self { mapping } else { nil }
  }

  /// What YAML 1.1 takes for a truth value; nil for anything else.
  var flag: Bool? {
    switch text?.lowercased() {
    case "true", "yes", "on", "1": true
    case "false", "no", "off", "0": false
    default: nil
    }
  }

  /// The value with that of `newer` merged in, mappings key by key at every depth.
  func merging(_ newer: ConfigurationValue) -> ConfigurationValue {
    guard let old = mapping, let new = newer.mapping else { return newer }
    return .mapping(old.merging(new) { $0.merging($1) })
  }

  /// The value with hyphens in its keys replaced by underscores.
  var normalized: ConfigurationValue {
    guard let mapping else { return self }
    return .mapping(
      Dictionary(mapping.map { ($0.replacing("-", with: "_"), $1.normalized) }) { $1 })
  }
}
