/// The properties of an image, as far as they are known.
struct PropertyView {
  /// What is set, as it is stamped.
  let values: [String: String]
  /// Values that a disk may still add, by their properties; empty once the disk is known.
  let possible: [String: Set<String>]
  /// Whether what is possible is taken to stay away, or to come as it should.
  let expectsWorst: Bool

  /// Before the disk is known.
  init(declared: [String: String], expectsWorst: Bool) {
    values = declared
    possible = Dictionary(grouping: PropertyRule.all.filter(\.isLiteral), by: \.property)
      .mapValues { Set($0.map(\.value)) }
    self.expectsWorst = expectsWorst
  }

  /// Once everything is known.
  init(_ properties: PropertySet) {
    values = Dictionary(uniqueKeysWithValues: properties.sorted.map { ($0.name, $0.value) })
    possible = [:]
    expectsWorst = true
  }

  subscript(name: String) -> String? { values[name] }

  /// Whether a property is set, and is yes.
  func isTrue(_ name: String) -> Bool { values[name].map(PropertyDefinition.isTrue) ?? false }

  /// Whether a property is not, and will not be, `value`; a boolean's is `yes`.
  func lacks(_ name: String, _ value: String) -> Bool {
    if let set = values[name] {
      return value == "yes" ? !PropertyDefinition.isTrue(set) : set != value
    }
    return expectsWorst || possible[name]?.contains(value) != true
  }

  /// How a message says what a property is.
  func state(_ name: String) -> String { values[name].map { "\(name)=\($0)" } ?? "no \(name)" }

  /// Whether the machine is another than q35, and will be.
  var lacksQ35: Bool {
    guard let machine = values["hw_machine_type"] else {
      return expectsWorst || possible["hw_machine_type"]?.contains("q35") != true
    }
    return NovaHardware.family(ofMachine: machine) != "q35"
  }

  /// Whether the guest is for x86, as it is unless something says otherwise.
  var isX86: Bool { ["x86_64", "i686"].contains(values["architecture"] ?? "x86_64") }
}
