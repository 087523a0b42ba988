import Foundation
import ImageProperties

/// The files of an artifact that speak Glance's language.
struct GlanceFiles: Sendable {
  let name: String
  let image: ImageFile
  let properties: PropertySet

  /// `properties.json`: flat, the exact strings that Glance gets; `min_disk` and `min_ram` are
  /// integers there, as in the Images API v2.
  func propertiesJSON() throws -> Data {
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
  func createScript() -> String {
    var options = ["--disk-format \(image.format)", "--container-format bare"]
    for property in properties.sorted {
      if PropertySet.integerNames.contains(property.name) {
        let option = property.name.replacingOccurrences(of: "_", with: "-")
        options.append("--\(option) \(Self.shellQuoted(property.value))")
      } else {
        let pair = Self.shellQuoted("\(property.name)=\(property.value)")
        options.append("--property \(pair)")
      }
    }
    options.append("--file \"$folder\"/\(Self.shellQuoted(image.name))")
    return """
      #!/bin/sh
      # Creates this image in Glance, private, with the properties that were found and verified.
      # Usage: \(Self.shellQuoted("glance-create.sh")) [NAME]
      # Expected os_hash_value (sha512): \(image.sha512)
      set -eu
      folder=$(cd -- "$(dirname -- "$0")" && pwd)
      name=\(Self.shellQuoted(name))
      exec openstack image create --private \\
        \(options.joined(separator: " \\\n  ")) \\
        "${1:-$name}"

      """
  }

  private static func jsonString(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // A string always encodes.
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  /// `text` as one word of a POSIX shell; left as it is where that is safe.
  static func shellQuoted(_ text: String) -> String {
    let isSafe = text.unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || $0.properties.numericType != nil
          || "_-./=:,@%+".unicodeScalars.contains($0))
    }
    if isSafe && !text.isEmpty { return text }
    return "'" + text.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
  }
}
