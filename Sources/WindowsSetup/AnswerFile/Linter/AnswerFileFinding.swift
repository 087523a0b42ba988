/// Something about an answer file that Windows would stumble over, ignore, or wait at.
public struct AnswerFileFinding: Sendable, Hashable, Encodable {
  /// How bad it is.
  public enum Severity: String, Sendable, Encodable {
    /// The installation fails or waits, or what stands there is not done.
    case error
    /// It works, but hardly as it was meant.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// The rule that it is about.
  public var rule: AnswerFileRule
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int
  /// What is wrong, in one line.
  public var message: String
  /// What to do.
  public var hint: String?

  /// The finding as compilers write it, with its hint on a second line.
  ///
  /// Control characters are left out, so that a file cannot command the terminal.
  public func rendered(file: String) -> [String] {
    let place = "\(file):\(line):\(column)"
    let lines = ["\(place): \(severity.rawValue): \(message) [\(rule.rawValue)]"]
    return (lines + (hint.map { ["  hint: \($0)"] } ?? [])).map(Self.printable)
  }

  private static func printable(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: shown.append(" ")
      case .format, .privateUse: break
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }
}
