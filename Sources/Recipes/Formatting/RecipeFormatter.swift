public import BuildFoundation
public import SystemPackage

/// Formats recipes; comments, order, quotes and meaning stay as they are.
///
/// Only blanks and line ends change:
/// - Two spaces a level; the items of a list stand two to the right of its key.
/// - One space after `:` and after the `-` of an item; one after `,` in `[…]` and `{…}`, and none
///   inside the brackets.
/// - A comment on a line of its own moves with the line after it, or with the lines before it when
///   it stands deeper than what follows. One at the end of a line has two spaces or more before it;
///   those of neighbouring lines that stood in one column stay so.
/// - The text of `|` and `>` moves as a whole and stays as it is. The lines of other texts that take
///   several start two to the right of their key.
/// - No blanks at the ends of lines, no blank lines at the start and the end, one at most elsewhere.
/// - Lines end with a line feed, the last one too; there is no byte order mark. Only where the file
///   ends in the text of a `|` or `>` without a line end, none is added: it would belong to the text.
public struct RecipeFormatter: Sendable {
  /// Makes a formatter.
  public init() {}

  /// Formats the file at `path`, and changes nothing.
  ///
  /// Throws as for bytes; a file that cannot be read is in the report.
  public func format(_ path: FilePath) throws(BuildError) -> FormattingReport {
    let bytes: [UInt8]
    do throws(DiagnosticError) {
      bytes = try RecipeFileReader.read(path)
    } catch {
      return Self.refusal([error.diagnostic], file: path.string)
    }
    return try format(bytes, file: path.string)
  }

  /// Formats the content of a file; `file` is its name in diagnostics.
  ///
  /// Throws a `defect` error when the result would not mean what the original does.
  public func format(_ bytes: [UInt8], file: String) throws(BuildError) -> FormattingReport {
    guard bytes.count <= RecipeFileReader.limit else {
      let location = SourceLocation(file: file, line: 0, column: 0)
      return Self.refusal(
        [Diagnostic(.error, at: location, "the recipe is larger than 1 MiB")], file: file)
    }
    guard let source = RecipeSource(file: file, bytes: bytes) else {
      return Self.refusal([RecipeSource.notUTF8(bytes, file: file)], file: file)
    }
    let document = RecipeDocument(source)
    guard let tree = document.root, document.diagnostics.isEmpty else {
      return Self.refusal(document.diagnostics, file: file)
    }
    if let fault = Self.hiddenCharacter(in: source) { return Self.refusal([fault], file: file) }
    let text = Self.text(of: RecipeLayout(source.text))
    guard Self.means(text, tree, as: source) else {
      throw BuildError(
        .defect, "formatting \(file): the result would mean something else, so nothing is changed",
        hint: "report this with the file; until then, leave the file as it is")
    }
    return FormattingReport(file: file, text: text, original: bytes, diagnostics: [])
  }

  private static func refusal(_ diagnostics: [Diagnostic], file: String) -> FormattingReport {
    FormattingReport(file: file, text: nil, original: [], diagnostics: diagnostics)
  }

  private static func text(of layout: RecipeLayout) -> String {
    var lines: [LayoutLine] = []
    for line in layout.lines {
      if line.kind == .blank, lines.isEmpty || lines.last?.kind == .blank { continue }
      lines.append(line)
    }
    if lines.last?.kind == .blank { lines.removeLast() }
    let text = CommentAlignment(lines).rendered.joined(separator: "\n")
    return layout.endsLine ? text + "\n" : text
  }

  /// Whether `text` has the tree of `source`, and all that is not blank in it, comments too.
  private static func means(_ text: String, _ tree: RecipeNode, as source: RecipeSource) -> Bool {
    guard let result = RecipeSource(file: source.file, bytes: Array(text.utf8)) else {
      return false
    }
    let document = RecipeDocument(result)
    guard document.diagnostics.isEmpty, let root = document.root, root.means(tree) else {
      return false
    }
    return ink(text).elementsEqual(ink(source.text))
  }

  private static func ink(_ text: String) -> some Sequence<Unicode.Scalar> {
    text.unicodeScalars.lazy.filter { $0 != " " && $0 != "\t" && $0 != "\n" && $0 != "\r" }
  }

  /// What YAML 1.1 takes for a line end, YAML 1.2 does not and no editor shows; a byte order mark
  /// anywhere but at the start is as bad.
  private static func hiddenCharacter(in source: RecipeSource) -> Diagnostic? {
    for (index, line) in RecipeLayout.lines(of: source.text).enumerated() {
      let column = line.firstIndex { ["\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}"].contains($0) }
      guard let column else { continue }
      let code = String(line[column].value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: 4 - code.count) + code
      return Diagnostic(
        .error, at: source.location(line: index + 1, column: column + 1),
        "the character U+\(digits) cannot be seen, and YAML parsers disagree on what it means",
        hint: "remove it, or write it as \"\\u\(digits)\" in double quotes",
        sourceLine: String(line))
    }
    return nil
  }
}
