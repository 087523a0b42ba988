/// What formatting a recipe gave.
public struct FormattingReport: Sendable {
  /// The file as the user named it.
  public var file: String
  /// The formatted text; nil when there are faults.
  public var text: String?
  /// The content of the file; empty when it could not be read.
  public var original: [UInt8]
  /// Whether the text is another one than the file's.
  public var isChanged: Bool { text.map { Array($0.utf8) != original } ?? false }
  /// Why the file cannot be formatted.
  public var diagnostics: [Diagnostic]
}
