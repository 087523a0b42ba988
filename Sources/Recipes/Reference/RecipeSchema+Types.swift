extension RecipeSchema {
  /// A text that stands for something else once variables are put in.
  private static var reference: [String: Any] { ["type": "string", "pattern": #"\$\{"#] }

  /// The schema of a value.
  static func type(_ type: ValueType) -> [String: Any] {
    switch type {
    case .text, .line, .condition:
      // What YAML takes for a number or a boolean is the text that was written.
      ["type": ["string", "number", "boolean"]]
    case .script, .file, .fileOrFolder, .owner: ["type": ["string", "number"]]
    case .boolean: ["anyOf": [["type": "boolean"], reference]]
    case .integer(let range):
      [
        "anyOf": [
          ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound], reference,
        ]
      ]
    case .size: ["type": ["string", "integer"]]
    case .duration: ["type": "string", "pattern": #"^[0-9]|\$\{"#]
    case .choice(let words): ["anyOf": [["enum": words], reference]]
    case .guestPath: ["type": "string", "pattern": #"^/|\$\{"#]
    case .url: ["type": "string", "pattern": #"^(https?|file)://|\$\{"#]
    case .mode:
      // YAML 1.1 takes 0644 for the octal number 420.
      ["anyOf": [["type": "string", "pattern": #"^[0-7]{3,4}$|\$\{"#], ["type": "integer"]]]
    case .anything: [:]
    case .list(let element):
      ["anyOf": [["type": "array", "items": Self.type(element)], reference]]
    case .mapping(let shape): object(shape)
    case .dictionary(_, let value):
      ["type": "object", "additionalProperties": Self.type(value)]
    case .either(let types): ["anyOf": types.map { Self.type($0) }]
    case .steps: ["type": "array", "items": ["$ref": "#/$defs/step"]]
    case .base: ["$ref": "#/$defs/base"]
    case .test: ["$ref": "#/$defs/test"]
    }
  }
}
