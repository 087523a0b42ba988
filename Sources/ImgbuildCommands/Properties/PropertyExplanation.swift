import ImageProperties
import TerminalUI

/// A property as `properties explain` shows it.
struct PropertyExplanation {
  private let definition: PropertyDefinition

  init(_ definition: PropertyDefinition) { self.definition = definition }

  func lines(width: Int, style: TerminalStyle) -> [String] {
    var lines = ("\(definition.name): \(definition.summary)").wrapped(to: width)
    lines[0] = lines[0].replacing(
      definition.name, with: TextColour.bold(definition.name, style), maxReplacements: 1)
    lines.append("")
    lines += FieldList(facts, width: width, style: style).lines
    for paragraph in [definition.details, advice] {
      if let paragraph { lines += [""] + paragraph.wrapped(to: width) }
    }
    return lines + derivation(width: width)
  }

  /// What imgbuild finds out by itself, and what it holds a declared value against.
  private func derivation(width: Int) -> [String] {
    let rules = PropertyRule.rules(for: definition.name)
    var lines = [""]
    if rules.isEmpty {
      guard definition.refusal == nil else { return [] }
      lines += "imgbuild does not find it out: where it is wanted, a recipe declares it."
        .wrapped(to: width)
    } else {
      lines.append("imgbuild stamps by itself:")
      lines += rules.flatMap { Self.item("\($0.value), when \($0.condition)", width) }
    }
    let limits = Contradiction.all.filter { $0.property == definition.name }
    guard !limits.isEmpty else { return lines }
    lines += ["", "A declared value is held against the disk:"]
    return lines + limits.flatMap { Self.item($0.statement, width) }
  }

  private static func item(_ text: String, _ width: Int) -> [String] {
    text.wrapped(to: width - 4).enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
  }

  private var facts: [(String, String)] {
    var facts = [("value", definition.type.words)]
    if !definition.values.isEmpty {
      facts.append(("values", definition.values.joined(separator: ", ")))
    }
    if let kvm = definition.kvm {
      facts.append(("on KVM", kvm.joined(separator: ", ")))
    }
    if !definition.synonyms.isEmpty {
      let pairs = definition.synonyms.sorted { $0.key < $1.key }
      facts.append(
        ("taken for", pairs.map { "\($0.key) for \($0.value)" }.joined(separator: ", ")))
    }
    facts.append(("without it", fallback))
    facts.append(("a wrong value", wrong))
    facts.append(("read by", definition.readers.map(\.title).joined(separator: ", ")))
    if definition.readers.contains(.nova) { facts.append(("since", since)) }
    let others = definition.allNames.dropFirst()
    if !others.isEmpty { facts.append(("other names", others.joined(separator: ", "))) }
    return facts
  }

  private var fallback: String {
    switch (definition.fallback, definition.fallbackNote) {
    case (let value?, let note?): "\(value) (\(note))"
    case (let value?, nil): value
    case (nil, let note?): note
    case (nil, nil): "nothing"
    }
  }

  /// What its type decides, where the catalogue does not say it.
  private var wrong: String {
    if let wrong = definition.wrong { return wrong }
    guard definition.novaField != nil else { return "No service checks it." }
    switch definition.type {
    case .boolean: return "Whatever is neither yes nor no counts as no, without an error."
    case .text: return "There is none: any text is taken."
    case .identifier: return "Nova takes any text, and logs a warning."
    default:
      let letters = definition.type == .choice && !definition.anyCase ? " Letter case counts." : ""
      return "Nova refuses it: no server can be created from the image." + letters
    }
  }

  private var since: String {
    let values = definition.valuesSince.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value)" }
    let first = definition.since ?? "16 Pike or before"
    return ([first] + values).joined(separator: "; ")
  }

  private var advice: String? {
    if let refusal = definition.refusal { return "A recipe cannot declare it: \(refusal)." }
    return definition.warning.map { "A recipe that declares it gets a warning: \($0)." }
  }
}
