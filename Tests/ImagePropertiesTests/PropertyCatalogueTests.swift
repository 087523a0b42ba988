import Testing

@testable import ImageProperties

@Suite("Catalogue of properties")
struct PropertyCatalogueTests {
  private static let catalogue = PropertyCatalogue.standard
  private static let definitions = catalogue.definitions

  @Test("is sorted, and no name stands for two properties")
  func names() {
    let names = Self.definitions.map(\.name)
    #expect(names.count > 110)
    #expect(names == names.sorted())
    let all = Self.definitions.flatMap(\.allNames)
    #expect(Set(all).count == all.count)
    #expect(Set(all).isDisjoint(with: PropertyCatalogue.glanceNames))
  }

  @Test("every entry is well-formed", arguments: definitions)
  func entry(_ definition: PropertyDefinition) throws {
    #expect((definition.type == .choice) == !definition.values.isEmpty)
    #expect(definition.values == Set(definition.values).sorted())
    #expect(Set(definition.synonyms.values).isSubset(of: definition.values))
    #expect(Set(definition.synonyms.keys).isDisjoint(with: definition.values))
    #expect(Set(definition.kvm ?? []).isSubset(of: definition.values))
    #expect(definition.kvm.map { $0 == $0.sorted() && $0.count < definition.values.count } ?? true)
    #expect(Set(definition.valuesSince.keys).isSubset(of: definition.values))
    #expect(!definition.readers.isEmpty)
    #expect(Set(definition.readers).count == definition.readers.count)
    if definition.minimum != nil { #expect(definition.type == .integer) }
    if definition.anyCase { #expect(definition.values.allSatisfy { $0 == $0.lowercased() }) }
    if let fallback = definition.fallback {
      _ = try definition.value(of: fallback)
      if definition.type == .boolean { #expect(PropertyDefinition.isBoolean(fallback)) }
    }
    for value in definition.values { #expect(try definition.value(of: value) == .text(value)) }
    for (word, meant) in definition.synonyms {
      #expect(try definition.value(of: word) == .text(meant))
    }
  }

  @Test("releases are given as numbers with their names", arguments: definitions)
  func releases(_ definition: PropertyDefinition) {
    for release in [definition.since].compactMap(\.self) + Array(definition.valuesSince.values) {
      #expect(
        release.wholeMatch(of: /1[6-9] [A-Z][a-z]+|2\d [A-Z][a-z]+|3[0-3] [A-Z][a-z]+|34/) != nil)
    }
  }

  @Test("texts read as one", arguments: definitions)
  func texts(_ definition: PropertyDefinition) {
    for half in [definition.summary, definition.warning, definition.refusal].compactMap(\.self) {
      let isName = ["Nova ", "Cinder "].contains { half.hasPrefix($0) }
      #expect(!half.hasSuffix(".") && (half.first?.isUppercase != true || isName))
    }
    for whole in [definition.details, definition.wrong].compactMap(\.self) {
      #expect(whole.hasSuffix(".") && !whole.contains("\n"))
    }
    #expect(definition.summary.count <= 80)
  }

  @Test(
    "a property is found by each of its names",
    arguments: [
      ("hw_disk_bus", "hw_disk_bus"), ("architecture", "architecture"),
      ("hw_architecture", "architecture"), ("vmware_ostype", "os_distro"),
      ("owner_specified.shade.md5", "owner_specified.openstack.md5"),
      ("hw_numa_mem.0", "hw_numa_mem.N"), ("hw_numa_cpus.127", "hw_numa_cpus.N"),
      ("trait:CUSTOM_X", "trait:NAME"),
    ])
  func finding(name: String, found: String) {
    #expect(Self.catalogue.find(name)?.name == found)
  }

  @Test(
    "what is no property is not found, and the nearest is told",
    arguments: [
      ("hw_disk_buss", "hw_disk_bus"), ("hw_vif_modle", "hw_vif_model"),
      ("os_secureboot", "os_secure_boot"), ("hw_numa_mem.128", nil), ("hw_numa_mem.01", nil),
      ("trait:hw-cpu-x86-avx2", "trait:HW_CPU_X86_AVX2"), ("trait:", nil),
      ("my_company_owner", nil), ("Architecture", "architecture"),
    ] as [(String, String?)])
  func missing(name: String, nearest: String?) {
    if !name.hasPrefix("trait:") || name == "trait:" { #expect(Self.catalogue.find(name) == nil) }
    if let nearest { #expect(Self.catalogue.nearest(to: name) == nearest) }
  }
}
