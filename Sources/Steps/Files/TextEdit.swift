import BuildFoundation
import Recipes

/// What `edit` does to a text; knows nothing of guests.
///
/// Lines end in LF, or in CR LF where the file's first line does; the last one keeps what it has.
struct TextEdit: Sendable {
  let step: EditStep

  /// The text after the edit; the same text when nothing is to be done.
  ///
  /// Throws a `buildFailed` error when a pattern matches nothing and the step is not `optional`.
  func applied(to text: String) throws -> String {
    switch step.change {
    case .replace(let replacement): try replacing(replacement, in: text)
    case .line(let line): try ensuring(line, in: text)
    }
  }

  private func replacing(_ replacement: EditStep.Replacement, in text: String) throws -> String {
    let expression = try Self.expression(replacement.pattern)
    let matches = text.matches(of: expression)
    if matches.isEmpty { try missing(replacement.pattern) }
    var result = ""
    var position = text.startIndex
    for match in matches {
      result += text[position..<match.range.lowerBound]
      result += Self.filled(replacement.with, match.output)
      position = match.range.upperBound
    }
    return result + text[position...]
  }

  private func ensuring(_ line: EditStep.Line, in text: String) throws -> String {
    var file = TextLines(text)
    if let pattern = line.match {
      let expression = try Self.expression(pattern)
      var isDone = false
      for index in file.lines.indices where line.all || !isDone {
        guard file.lines[index].firstMatch(of: expression) != nil else { continue }
        file.lines[index] = line.text
        isDone = true
      }
      if isDone { return file.text }
    }
    if file.lines.contains(line.text) { return text }
    file.insert(line.text, at: try place(of: line.position, in: file))
    return file.text
  }

  private func place(of position: EditStep.Position, in file: TextLines) throws -> Int {
    switch position {
    case .end: return file.lines.endIndex
    case .after(let pattern):
      let expression = try Self.expression(pattern)
      let last = file.lines.lastIndex { $0.firstMatch(of: expression) != nil }
      if let last { return last + 1 }
      try missing(pattern)
    case .before(let pattern):
      let expression = try Self.expression(pattern)
      if let first = file.lines.firstIndex(where: { $0.firstMatch(of: expression) != nil }) {
        return first
      }
      try missing(pattern)
    }
    return file.lines.endIndex
  }

  private func missing(_ pattern: String) throws {
    if step.optional { return }
    throw BuildError(
      .buildFailed, "editing \(step.path.value): nothing matches \(pattern)",
      hint: "if that is right, say `optional: true`")
  }

  private static func expression(_ pattern: String) throws -> Regex<AnyRegexOutput> {
    do {
      return try EditStep.expression(pattern)
    } catch {
      throw BuildError(.recipe, "editing a file: \(pattern) is no regular expression: \(error)")
    }
  }

  /// The new text with groups in place of `$1`; a group that is not there is empty.
  private static func filled(_ template: String, _ output: AnyRegexOutput) -> String {
    var result = ""
    var rest = template[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result += "$"
        rest.removeFirst()
      } else if let digit = rest.first, digit.isASCII, let group = digit.wholeNumberValue {
        if group < output.count { result += output[group].substring ?? "" }
        rest.removeFirst()
      } else {
        result += "$"
      }
    }
    return result + rest
  }
}
