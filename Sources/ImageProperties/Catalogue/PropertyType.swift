/// What the value of an image property is, for whoever reads it.
public enum PropertyType: String, Sendable, Codable, CaseIterable {
  /// Yes or no, in one of oslo.utils' spellings.
  case boolean
  /// One of some words.
  case choice
  /// A whole number, as Python reads one.
  case integer
  /// Any text.
  case text
  /// A UUID, or whatever the reader takes for one.
  case identifier
  /// Versions of something: `>=7.2,<10`.
  case version
  /// A JSON list of objects.
  case mappings
  /// Numbers of processors: `0-3,^2`.
  case cpus
  /// True or false, as JSON has it: an attribute that Glance keeps itself.
  case flag
  /// A JSON list of words: an attribute that Glance keeps itself.
  case names

  /// The type in words.
  public var words: String {
    switch self {
    case .boolean: "yes or no; true, on, y, t, 1 and false, off, n, f, 0 are the same"
    case .choice: "one of the values below"
    case .integer: "a whole number"
    case .text: "text"
    case .identifier: "an identifier (UUID)"
    case .version: "versions with <, <=, ==, !=, >= or >, separated by commas"
    case .mappings: "a JSON list of objects"
    case .cpus: "processors by number: single ones, ranges, and ^ for what to leave out"
    case .flag: "true or false"
    case .names: "a list of words"
    }
  }
}
