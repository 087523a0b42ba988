import BuildFoundation
import ImageProperties

extension ValueReader {
  /// Image properties by the names that are stamped, each as the exact text of the recipe.
  func properties() -> [String: Located<String>]? {
    guard let pairs = pairs() else { return nil }
    let catalogue = PropertyCatalogue.standard
    var properties: [String: Located<String>] = [:]
    for (key, value) in pairs {
      guard let name = propertyName(key), let text = value.line() else { continue }
      SecretCheck(reading).value(text, of: key.value)
      for remark in catalogue.remarks(on: key.value, text.value) {
        reading.add(remark, at: remark.subject == .name ? key.location : text.location)
      }
      guard properties[name] == nil else {
        reading.fault("`\(name)` is declared twice, by two of its names", at: key.location)
        continue
      }
      properties[name] = text
    }
    return properties
  }

  /// Properties that may contradict the disk, each with the reason.
  func allowedMismatches() -> [String: Located<String>]? {
    guard isMapping else {
      mismatch("a mapping of properties to reasons", hint: "write {PROPERTY: why it is right}")
      return nil
    }
    guard let pairs = pairs() else { return nil }
    var reasons: [String: Located<String>] = [:]
    for (key, value) in pairs {
      guard let name = propertyName(key), let reason = value.line() else { continue }
      reasons[name] = reason
    }
    return reasons
  }

  private func propertyName(_ key: Located<String>) -> String? {
    guard Self.isPropertyName(key.value) else {
      reading.fault("`\(shortened(key.value))` is not a property's name", at: key.location)
      return nil
    }
    return PropertyCatalogue.standard.stampedName(of: key.value)
  }

  private static func isPropertyName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 255
      && name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || "_:.-".contains($0) }
  }
}

extension RecipeReading {
  /// Reports what is to be said of a property.
  func add(_ remark: PropertyRemark, at location: SourceLocation) {
    switch remark.severity {
    case .error: fault(remark.message, at: location, hint: remark.hint)
    case .warning: warn(remark.message, at: location, hint: remark.hint)
    }
  }
}
