import BuildFoundation
public import Foundation
public import ImageProperties

/// The files beside an image that speak Glance's language.
public struct GlanceFiles: Sendable {
  private let name: String
  private let image: ImageFile
  private let properties: PropertySet

  /// Files for an image that is to be called `name` in Glance.
  public init(name: String, image: ImageFile, properties: PropertySet) {
    self.name = name
    self.image = image
    self.properties = properties
  }

  /// `properties.json`: flat, the exact strings that Glance gets; `min_disk` and `min_ram` are
  /// integers there, as in the Images API v2.
  public func propertiesJSON() throws -> Data {
    var lines: [String] = []
    for property in properties.sorted {
      // Read and printed anew: `08` and `+8` are numbers to the rules, and none to JSON.
      let number =
        PropertySet.integerNames.contains(property.name) ? Int(property.value) : nil
      let value = number.map(String.init) ?? Self.jsonString(property.value)
      lines.append("  \(Self.jsonString(property.name)): \(value)")
    }
    return Data("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
  }

  /// `glance-create.sh`: the same with the openstack client.
  public func createScript() -> String {
    var options = ["--disk-format \(image.format)", "--container-format bare"]
    options += properties.sorted.map(Self.option)
    options.append("--file \"$folder\"/\(image.name.shellQuoted)")
    return """
      #!/bin/sh
      # Creates this image in Glance, private, with the properties that were found and verified.
      # Usage: \("glance-create.sh".shellQuoted) [NAME]
      # Expected os_hash_value (sha512): \(image.sha512)
      set -eu
      folder=$(cd -- "$(dirname -- "$0")" && pwd)
      name=\(name.shellQuoted)
      exec openstack image create --private \\
        \(options.joined(separator: " \\\n  ")) \\
        "${1:-$name}"

      """
  }

  /// `glance-set.sh`: brings an image of an earlier stamp to this one.
  ///
  /// What is new or different is set before what is gone is removed: the image is never without.
  public func setScript(from earlier: PropertySet) -> String {
    let changes = PropertyChange.all(from: earlier, to: properties)
    let set = changes.compactMap(\.new).map(Self.option)
    let removed = changes.filter { $0.new == nil }.map(\.name)
    var lines = [
      "#!/bin/sh", "# Brings an image in Glance from the stamp before to this one.",
      "# Usage: glance-set.sh IMAGE", "set -eu",
      "image=${1:?usage: glance-set.sh IMAGE, its name or ID}",
    ]
    if changes.isEmpty { lines.append("echo 'nothing has changed since the stamp before'") }
    if !set.isEmpty {
      lines.append("openstack image set \\\n  \(set.joined(separator: " \\\n  ")) \\\n  \"$image\"")
    }
    // Glance's own attributes cannot be taken away: without a minimum they are zero.
    let zeroed = removed.filter(PropertySet.integerNames.contains)
    let options =
      zeroed.map { "--\($0.replacing("_", with: "-")) 0" }
    if !options.isEmpty {
      lines.append("openstack image set \(options.joined(separator: " ")) \"$image\"")
    }
    let gone = removed.filter { !PropertySet.integerNames.contains($0) }
    if !gone.isEmpty {
      let options = gone.map { "--property \($0.shellQuoted)" }
      lines.append(
        "openstack image unset \\\n  \(options.joined(separator: " \\\n  ")) \\\n  \"$image\"")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A property as an option of the openstack client.
  private static func option(_ property: ImageProperty) -> String {
    if PropertySet.integerNames.contains(property.name) {
      let option = property.name.replacing("_", with: "-")
      return "--\(option) \(property.value.shellQuoted)"
    }
    return "--property \("\(property.name)=\(property.value)".shellQuoted)"
  }

  private static func jsonString(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // A string always encodes.
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
