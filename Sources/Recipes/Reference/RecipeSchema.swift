public import Foundation

/// The recipe language as a JSON Schema, for editors.
///
/// It comes from the shapes that readers use, and allows no less than they do; what only a reader can
/// tell (paths, cycles, names of variables) it leaves to `imgbuild validate`.
public enum RecipeSchema {
  /// The schema, as JSON Schema 2020-12.
  public static func json() throws -> Data {
    let definitions: [String: Any] = [
      "base": object(.base, oneOf: BaseKind.names),
      "step": ["anyOf": [object(.anyStep, oneOf: StepKind.names), include]],
      "test": object(.test, oneOf: Shape.test.names),
    ]
    var schema = object(.recipe)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "imgbuild recipe"
    schema["$defs"] = definitions
    // A recipe that extends another has what it needs from there, but for its name.
    schema["required"] = ["name"]
    schema["anyOf"] = [
      ["required": Shape.recipe.required], ["required": ["extends"]],
    ]
    return try JSONSerialization.data(
      withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
      + Data("\n".utf8)
  }

  /// A part in the place of a step.
  private static var include: [String: Any] {
    [
      "type": "object", "required": ["include"], "additionalProperties": false,
      "properties": [
        "include": ["type": "string", "description": "A part whose steps stand here."]
      ],
    ]
  }

  static func object(_ shape: Shape, oneOf kinds: [String] = []) -> [String: Any] {
    var object: [String: Any] = [
      "type": "object", "description": shape.summary, "additionalProperties": false,
      "properties": Dictionary(
        uniqueKeysWithValues: shape.keys.map { ($0.name, property($0)) }),
    ]
    if !shape.required.isEmpty { object["required"] = shape.required }
    let alternatives = kinds.isEmpty ? shape.exactlyOne : kinds
    if !alternatives.isEmpty { object["oneOf"] = alternatives.map { ["required": [$0]] } }
    if !shape.atLeastOne.isEmpty { object["anyOf"] = shape.atLeastOne.map { ["required": [$0]] } }
    return object
  }

  private static func property(_ key: ShapeKey) -> [String: Any] {
    var property = type(key.type)
    let fallback = key.fallback.map { " Default: \($0)." } ?? ""
    property["description"] = key.summary + fallback
    return property
  }
}
