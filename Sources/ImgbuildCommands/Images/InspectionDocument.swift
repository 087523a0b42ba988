import Bases
import BuildFoundation
import ImageProperties
import StorageDaemon

/// What `imgbuild inspect` found, as JSON and YAML have it.
struct InspectionDocument: Encodable {
  /// The file.
  struct Image: Encodable {
    var file: String
    /// Glance's `disk_format`.
    var format: String
    /// Bytes that the file takes on this host.
    var size: ByteCount
    /// Bytes of the disk that a guest sees.
    var virtualSize: ByteCount
  }

  /// A property that follows from the facts.
  struct Property: Encodable {
    var name: String
    var value: String
    /// The fact behind it.
    var reason: String
    /// The rule: when the property has this value.
    var rule: String
    /// Where OpenStack's code, or a standard, says that this is right.
    var source: String
  }

  var image: Image
  var facts: DiskFacts
  /// What keeps Secure Boot from starting the disk; absent where it is not known.
  var secureBootObstacles: [String]?
  var properties: [Property]

  init(_ image: Image, facts: DiskFacts, profile: PropertyProfile) {
    self.image = image
    self.facts = facts
    secureBootObstacles = facts.secureBootObstacles
    let context = RuleContext(facts, declared: profile.fixed, wanted: profile.wanted)
    properties = PropertyRules(facts).derivations(in: context)
      .filter { !profile.forbids($0.property.name) }
      .map {
        Property(
          name: $0.property.name, value: $0.property.value, reason: $0.property.reason,
          rule: $0.rule.statement, source: $0.rule.source)
      }
  }
}

extension InspectionDocument.Image {
  /// An image that the user has called `name`.
  init(_ image: ForeignImage, name: String) {
    self.init(
      file: name, format: image.diskFormat, size: image.info.actualSize,
      virtualSize: image.info.virtualSize)
  }
}

extension PropertyRule {
  /// The rule as a sentence without its end.
  fileprivate var statement: String { "\(value), when \(condition)" }
}
