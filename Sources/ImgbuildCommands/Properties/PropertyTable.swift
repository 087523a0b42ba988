import ImageProperties
import TerminalUI

/// Properties as `properties list` shows them.
struct PropertyTable {
  private let definitions: [PropertyDefinition]

  init(_ definitions: [PropertyDefinition]) { self.definitions = definitions }

  func lines(width: Int?, style: TerminalStyle) -> [String] {
    let table = TextTable(
      [("PROPERTY", .left), ("VALUE", .left), ("READ BY", .left), ("WHAT IT IS", .left)],
      rows: definitions.map { definition in
        [
          .init(definition.name), .init(Self.value(of: definition)),
          .init(definition.readers.map(\.rawValue).joined(separator: ", ")),
          .init(definition.summary),
        ]
      })
    return table.lines(width: width, style: style) + [
      "", "\(definitions.count) properties; imgbuild properties explain NAME tells all of one",
    ]
  }

  /// The values where they are few, otherwise what they are.
  private static func value(of definition: PropertyDefinition) -> String {
    let words = definition.values.joined(separator: "|")
    return definition.type == .choice && words.count <= 24 ? words : definition.type.rawValue
  }
}
