/// The properties of an image as Nova reads them all together
/// (nova/objects/image_meta.py, `ImageMetaProps.from_dict`).
public struct NovaProperties: Sendable, Equatable {
  /// NUMA nodes that Nova looks for.
  private static let nodeLimit = 128

  /// What it understood, by Nova's own names.
  public private(set) var values: [String: PropertyValue] = [:]
  /// What it refuses, by the names that the image has; with one of them no server can be created.
  public private(set) var refusals: [String: PropertyRefusal] = [:]
  private let catalogue: PropertyCatalogue

  /// Reads properties as Glance keeps them.
  public init(_ properties: [String: String], catalogue: PropertyCatalogue = .standard) {
    self.catalogue = catalogue
    // Old names first: where both are there, the present one counts. Both must be right.
    for (name, text) in properties { readOldName(name, text) }
    readAdapter(properties["vmware_adaptertype"] ?? "")
    for (name, text) in properties { readField(name, text) }
    readNodes(properties)
    let traits = properties.filter { $0.key.hasPrefix("trait:") && $0.value == "required" }
    if !traits.isEmpty {
      values["traits_required"] = .list(traits.keys.sorted().map { .text(String($0.dropFirst(6))) })
    }
  }

  public static func == (left: NovaProperties, right: NovaProperties) -> Bool {
    left.values == right.values && left.refusals == right.refusals
  }

  private mutating func readOldName(_ name: String, _ text: String) {
    guard let definition = catalogue.find(name), definition.prefix == nil,
      let field = definition.novaField, name != field
    else { return }
    read(name, text, as: definition, into: field)
  }

  private mutating func readField(_ name: String, _ text: String) {
    guard let definition = catalogue.find(name), definition.prefix == nil,
      definition.novaField == name
    else { return }
    guard definition.type != .mappings else {
      // Only under their old names are these parsed as JSON first (nova/image/glance.py).
      refusals[name] = PropertyRefusal(wanted: "a list, which Glance cannot keep", nearest: nil)
      return
    }
    read(name, text, as: definition, into: name)
  }

  private mutating func read(
    _ name: String, _ text: String, as definition: PropertyDefinition, into field: String
  ) {
    do throws(PropertyRefusal) {
      values[field] = try definition.value(of: text)
    } catch {
      refusals[name] = error
    }
  }

  /// VMware's adapter stands for two properties.
  private mutating func readAdapter(_ adapter: String) {
    guard !adapter.isEmpty else { return }
    let isIDE = adapter == "ide"
    values["hw_disk_bus"] = .text(isIDE ? "ide" : "scsi")
    guard !isIDE, let model = catalogue.find("hw_scsi_model") else { return }
    read("vmware_adaptertype", adapter, as: model, into: "hw_scsi_model")
  }

  /// Nodes from 0 up to the first that is missing.
  private mutating func readNodes(_ properties: [String: String]) {
    for field in ["hw_numa_cpus", "hw_numa_mem"] {
      guard let definition = catalogue.find("\(field).0") else { continue }
      var nodes: [PropertyValue] = []
      for node in 0..<Self.nodeLimit {
        let name = "\(field).\(node)"
        guard let text = properties[name] else { break }
        do throws(PropertyRefusal) {
          nodes.append(try definition.value(of: text))
        } catch {
          refusals[name] = error
        }
      }
      if !nodes.isEmpty { values[field] = .list(nodes) }
    }
  }
}
