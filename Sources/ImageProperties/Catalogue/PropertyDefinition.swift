/// What the catalogue says of one image property; `properties.yml` explains each part.
public struct PropertyDefinition: Sendable, Codable, Equatable {
  /// The name that is stamped; of a family of properties it ends in `N` or `NAME`.
  public let name: String
  /// What Nova calls it inside, where that is another name.
  public let field: String?
  /// Other names that Nova still reads for it.
  public let aliases: [String]
  /// What its value is.
  public let type: PropertyType
  /// The words that a choice accepts, sorted; empty for other types.
  public let values: [String]
  /// Words that a choice takes for one of `values`.
  public let synonyms: [String: String]
  /// Whether a choice takes upper case for lower case.
  public let anyCase: Bool
  /// The words of a choice that hosts with KVM or QEMU can use; nil where these are all.
  public let kvm: [String]?
  /// The least whole number that makes sense.
  public let minimum: Int?
  /// What counts without the property.
  public let fallback: String?
  /// On what that depends.
  public let fallbackNote: String?
  /// Who reads it.
  public let readers: [PropertyReader]
  /// The release of Nova that began to read it, as `22 Victoria`; nil for 16 Pike and before.
  public let since: String?
  /// The same for single values.
  public let valuesSince: [String: String]
  /// What it is, as half a sentence.
  public let summary: String
  /// What one should know, in sentences.
  public let details: String?
  /// What happens with a wrong value, where its type does not say it.
  public let wrong: String?
  /// Whether a wrong value is taken all the same.
  public let isLenient: Bool
  /// Whether Nova reads the text by itself, not with all others.
  public let isPlain: Bool
  /// What is said of every recipe that declares it.
  public let warning: String?
  /// Why a recipe cannot declare it.
  public let refusal: String?

  /// The names of the parts in the data file, and in JSON.
  enum CodingKeys: String, CodingKey {
    case name, field, aliases, type, values, synonyms, kvm, minimum, readers, since, summary
    case details, wrong, warning, refusal
    case anyCase = "any-case"
    case fallback = "default"
    case fallbackNote = "default-note"
    case valuesSince = "values-since"
    case isLenient = "lenient"
    case isPlain = "plain"
  }

  /// Reads an entry; parts that it leaves out are empty.
  public init(from decoder: any Decoder) throws {
    let entry = try decoder.container(keyedBy: CodingKeys.self)
    name = try entry.decode(String.self, forKey: .name)
    field = try entry.decodeIfPresent(String.self, forKey: .field)
    aliases = try entry.decodeIfPresent([String].self, forKey: .aliases) ?? []
    type = try entry.decode(PropertyType.self, forKey: .type)
    values = try entry.decodeIfPresent([String].self, forKey: .values) ?? []
    synonyms = try entry.decodeIfPresent([String: String].self, forKey: .synonyms) ?? [:]
    anyCase = try entry.decodeIfPresent(Bool.self, forKey: .anyCase) ?? false
    kvm = try entry.decodeIfPresent([String].self, forKey: .kvm)
    minimum = try entry.decodeIfPresent(Int.self, forKey: .minimum)
    fallback = try entry.decodeIfPresent(String.self, forKey: .fallback)
    fallbackNote = try entry.decodeIfPresent(String.self, forKey: .fallbackNote)
    readers = try entry.decode([PropertyReader].self, forKey: .readers)
    since = try entry.decodeIfPresent(String.self, forKey: .since)
    valuesSince = try entry.decodeIfPresent([String: String].self, forKey: .valuesSince) ?? [:]
    summary = try entry.decode(String.self, forKey: .summary)
    details = try entry.decodeIfPresent(String.self, forKey: .details)
    wrong = try entry.decodeIfPresent(String.self, forKey: .wrong)
    isLenient = try entry.decodeIfPresent(Bool.self, forKey: .isLenient) ?? false
    isPlain = try entry.decodeIfPresent(Bool.self, forKey: .isPlain) ?? false
    warning = try entry.decodeIfPresent(String.self, forKey: .warning)
    refusal = try entry.decodeIfPresent(String.self, forKey: .refusal)
  }
}

extension PropertyDefinition {
  /// The name without the `N` or `NAME` that stands for the rest of it; nil where the name is whole.
  public var prefix: String? {
    if name.hasSuffix(".N") { return String(name.dropLast()) }
    if name.hasSuffix(":NAME") { return String(name.dropLast(4)) }
    return nil
  }

  /// Nova's name for it among the properties that it parses together; nil where it does not parse it.
  public var novaField: String? {
    readers.contains(.nova) && !isPlain ? field ?? name : nil
  }

  /// Every name that it is known by, the one to stamp first.
  public var allNames: [String] {
    [name] + (prefix == nil ? field.map { [$0] } ?? [] : []) + aliases
  }
}
