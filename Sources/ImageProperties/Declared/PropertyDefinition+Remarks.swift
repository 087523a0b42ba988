import Foundation

extension PropertyDefinition {
  /// What is to be said of a value that is declared for `name`, one of the property's.
  func remarks(on text: String, of name: String) -> [PropertyRemark] {
    let value: PropertyValue
    do throws(PropertyRefusal) {
      value = try self.value(of: text)
    } catch {
      return [remark(on: error, text, of: name)]
    }
    switch value {
    case .boolean where type == .boolean && !Self.isBoolean(text):
      return [.warning(.value, "`\(name)`: `\(text)` counts as a no", hint: "write yes or no")]
    case .text(let word) where kvm.map { !$0.contains(word) } ?? false:
      let usable = Self.alternatives(kvm ?? [])
      return [
        .warning(
          .value, "`\(name)`: hosts with KVM or QEMU cannot use `\(text)`",
          hint: "they can use \(usable)")
      ]
    case .integer(let digits):
      guard let minimum, let number = Int(digits), number < minimum else { return [] }
      return [.warning(.value, "`\(name)` is taken, but makes no sense below \(minimum)")]
    case .text where type == .identifier && UUID(uuidString: text) == nil:
      return [.warning(.value, "`\(name)` should be a UUID, and `\(text)` is none")]
    default: return advice(on: text)
    }
  }

  private func remark(
    on refusal: PropertyRefusal, _ text: String, of name: String
  ) -> PropertyRemark {
    let hint =
      refusal.nearest.map { "did you mean `\($0)`?" } ?? "it must be \(refusal.wanted)"
    guard isLenient else {
      return .error(.value, "`\(name)` cannot be `\(text)`", hint: hint)
    }
    let consequence = wrong.map { ": \($0)" } ?? ""
    let end = consequence.hasSuffix(".") ? String(consequence.dropLast()) : consequence
    return .warning(.value, "`\(name)` should not be `\(text)`\(end)", hint: hint)
  }

  /// What Nova takes as it is, and then something else comes of it than one may think.
  private func advice(on text: String) -> [PropertyRemark] {
    switch name {
    case "hw_machine_type":
      guard let family = text.wholeMatch(of: /pc-(q35|i440fx)-.+/)?.output.1 else { return [] }
      return [
        .warning(
          .value, "`\(text)` starts only on hosts whose QEMU has this very version",
          hint: "write `\(family == "q35" ? "q35" : "pc")`")
      ]
    case "os_distro":
      guard let family = text.wholeMatch(of: /([a-z]{2,}?)[0-9][0-9.]*/)?.output.1 else {
        return []
      }
      return [
        .warning(
          .value,
          "`\(text)` is one of libosinfo's short names: some hosts give such a guest other hardware",
          hint: "write `\(family)`, and the release as `os_version`")
      ]
    default: return []
    }
  }
}
