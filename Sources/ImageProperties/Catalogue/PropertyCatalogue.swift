import BuildFoundation
import Yams

/// The image properties that OpenStack's services read.
public struct PropertyCatalogue: Sendable {
  /// All properties, sorted by name.
  public let definitions: [PropertyDefinition]
  private let byName: [String: Int]
  private let families: [(prefix: String, index: Int)]

  /// The catalogue of this imgbuild.
  public static let standard: PropertyCatalogue = {
    do {
      return try PropertyCatalogue(yaml: PackageResources.properties_yml)
    } catch {
      // It is compiled in, and a test reads it.
      preconditionFailure("the catalogue of properties cannot be read: \(error)")
    }
  }()

  /// Namespaces of OpenStack's services: a name in them that nobody reads is a slip.
  public static let ownedPrefixes = ["hw_", "os_", "img_", "trait:", "cinder_"]

  /// Names that Glance keeps for itself, or sets itself, and a recipe cannot set.
  public static let glanceNames: Set<String> = [
    "checksum", "created_at", "direct_url", "file", "id", "locations", "os_hash_algo",
    "os_hash_value", "owner", "schema", "self", "size", "status", "stores", "updated_at",
    "virtual_size",
  ]

  init(yaml: [UInt8]) throws {
    definitions = try YAMLDecoder().decode(
      [PropertyDefinition].self, from: String(decoding: yaml, as: UTF8.self))
    var byName: [String: Int] = [:]
    var families: [(String, Int)] = []
    for (index, definition) in definitions.enumerated() {
      if let prefix = definition.prefix {
        families.append((prefix, index))
      } else {
        for name in definition.allNames { byName[name] = index }
      }
    }
    self.byName = byName
    self.families = families
  }

  /// The property that has `name`, or once had it, or whose family it belongs to.
  ///
  /// `hw_architecture` finds `architecture`, and `hw_numa_mem.0` finds `hw_numa_mem.N`.
  public func find(_ name: String) -> PropertyDefinition? {
    if let index = byName[name] { return definitions[index] }
    guard let family = families.first(where: { name.hasPrefix($0.prefix) }) else { return nil }
    let definition = definitions[family.index]
    let rest = name.dropFirst(family.prefix.count)
    if name == definition.name { return definition }
    switch definition.type {
    case .choice: return rest.isEmpty ? nil : definition
    default:
      // Nova counts the nodes itself, and looks for these very names.
      let number = Int(rest).map(String.init)
      return number == String(rest) && (0..<128).contains(Int(rest) ?? -1) ? definition : nil
    }
  }

  /// The name that is stamped for `name`: itself, unless it is another name of a property.
  public func stampedName(of name: String) -> String {
    byName[name].map { definitions[$0].name } ?? name
  }

  /// The name that `name` is most likely a slip of; nil when none is near.
  ///
  /// Of a trait, the name with the letters that traits have.
  public func nearest(to name: String) -> String? {
    if name.lowercased().hasPrefix("trait:") {
      let trait = name.dropFirst(6).uppercased().replacing("-", with: "_")
      let fixed = "trait:\(trait)"
      return fixed != name && TraitName.isKnown(String(trait)) ? fixed : nil
    }
    return nearestName(to: name, in: definitions.map(\.name))
      ?? nearestName(to: name, in: byName.keys.sorted())
  }
}
