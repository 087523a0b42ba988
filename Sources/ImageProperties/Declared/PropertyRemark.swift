/// Something that whoever declares a property should know.
public struct PropertyRemark: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: Sendable, Equatable {
    /// It cannot be stamped.
    case error
    /// It can, but does not do what one may think.
    case warning
  }

  /// What it is about.
  public enum Subject: Sendable, Equatable {
    case name
    case value
  }

  /// How bad it is.
  public let severity: Severity
  /// What it is about.
  public let subject: Subject
  /// What is wrong, in one line.
  public let message: String
  /// What to write instead.
  public let hint: String?

  /// The same, where what is wrong is allowed.
  public var asWarning: PropertyRemark {
    PropertyRemark(severity: .warning, subject: subject, message: message, hint: hint)
  }

  static func error(_ subject: Subject, _ message: String, hint: String?) -> PropertyRemark {
    PropertyRemark(severity: .error, subject: subject, message: message, hint: hint)
  }

  static func warning(
    _ subject: Subject, _ message: String, hint: String? = nil
  ) -> PropertyRemark {
    PropertyRemark(severity: .warning, subject: subject, message: message, hint: hint)
  }
}
