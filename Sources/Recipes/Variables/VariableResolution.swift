import BuildFoundation
import SystemPackage

/// Finds the values of a recipe's variables: from outside, or their defaults.
struct VariableResolution {
  private let reading: RecipeReading
  private let recipe: FilePath

  init(_ reading: RecipeReading, recipe: FilePath) {
    self.reading = reading
    self.recipe = recipe
  }

  /// Puts the variables into the scope, one after the other: a default may refer to those before.
  func resolve(_ section: ValueReader?, given: [String: VariableValue]) {
    let inputs = inputs(given)
    var names: [String] = []
    for (name, value) in section?.pairs() ?? [] {
      names.append(name.value)
      if reading.scope.values[name.value] != nil {
        reading.fault(
          "`\(name.value)` is a variable and an axis of the matrix", at: name.location,
          hint: "give one of them another name")
        continue
      }
      guard let declaration = value.declaration(name) else {
        // The faults of the declaration are enough: what uses the variable has none.
        reading.scope.values[name.value] = .text("")
        continue
      }
      reading.scope.values[name.value] = self.value(of: declaration, inputs)
    }
    reportUnknown(inputs, names: names + reading.scope.values.keys)
  }

  private func value(
    of declaration: VariableDeclaration, _ inputs: [String: Input]
  ) -> VariableValue {
    let name = declaration.name.value
    if let input = inputs[name] {
      // What is wrong with the value is told once, not wherever the variable stands.
      return input.reader.accepted(input.value, declaration) ?? declaration.fallback ?? .text("")
    }
    if let fallback = declaration.fallback { return fallback }
    reading.fault(
      "the variable `\(name)` has no value", at: declaration.name.location,
      hint: "give one: --set \(name)=…, or give it a `default`")
    return .text("")
  }

  private func reportUnknown(_ inputs: [String: Input], names: [String]) {
    for (name, input) in inputs.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
      // The environment may be meant for another recipe.
      guard !input.isEnvironment else { continue }
      let near = nearestName(to: name, in: names).map { "did you mean `\($0)`?" }
      input.reader.fault(
        "the recipe has no variable `\(name)`",
        hint: near ?? "its variables: " + (names.isEmpty ? "none" : names.joined(separator: ", ")))
    }
  }

  /// A value from outside, and where it comes from.
  private struct Input {
    let value: VariableValue
    let reader: ValueReader
    var isEnvironment = false
  }

  private func inputs(_ given: [String: VariableValue]) -> [String: Input] {
    var inputs: [String: Input] = [:]
    let prefix = VariableInputs.environmentPrefix
    for (key, value) in reading.inputs.environment where key.hasPrefix(prefix) {
      let name = String(key.dropFirst(prefix.count))
      inputs[name] = Input(
        value: .text(value), reader: reader(value, source: key), isEnvironment: true)
    }
    for file in reading.inputs.files {
      guard let root = reading.document(at: file) else { continue }
      for (name, value) in ValueReader(root, what: "the file of values", reading).pairs() ?? [] {
        guard let content = value.variableValue() else { continue }
        inputs[name.value] = Input(value: content, reader: value)
      }
    }
    for assignment in reading.inputs.assignments {
      guard let sign = assignment.firstIndex(of: "=") else {
        reader("", source: "--set \(assignment)").fault(
          "a value is given as name=value", hint: "such as --set suite=bookworm")
        continue
      }
      let name = String(assignment[..<sign])
      let text = String(assignment[assignment.index(after: sign)...])
      inputs[name] = Input(value: .text(text), reader: reader(text, source: "--set \(name)"))
    }
    for (name, value) in given {
      let source = "\(recipe.lastComponent?.string ?? "the base"), variables.\(name)"
      inputs[name] = Input(value: value, reader: reader(value.text, source: source))
    }
    return inputs
  }

  /// A reader of a value that stands in no file.
  private func reader(_ text: String, source: String) -> ValueReader {
    let location = SourceLocation(file: source, line: 0, column: 0)
    let node = RecipeNode(
      content: .scalar(RecipeNode.Scalar(text: text, isPlain: true)), location: location)
    return ValueReader(node, what: "the value", reading)
  }
}
