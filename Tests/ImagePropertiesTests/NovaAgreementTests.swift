import BuildFoundation
import Testing

@testable import ImageProperties

/// Our reading of properties, held against Nova's own code.
@Suite("Agreement with Nova", .needsNova, .serialized)
struct NovaAgreementTests {
  @Test("each name with each value: taken by both as the same, or refused by both")
  func singleValues() async throws {
    try await expectAgreement(PropertySamples.single, refusedAtLeast: 1000)
  }

  @Test("sets of properties", arguments: [1, 20_260])
  func sets(seed: UInt64) async throws {
    var samples = PropertySamples(seed: seed)
    try await expectAgreement(samples.sets(1000), refusedAtLeast: 100)
  }

  @Test("what is stamped is taken, with the very values")
  func stamped() async throws {
    let sets = try StampSample.all.map { sample in
      let stamped = try PropertyRules(sample.facts).stamp(sample.request)
      return Dictionary(
        uniqueKeysWithValues: stamped.properties.sorted.map { ($0.name, $0.value) })
    }
    let nova = try await NovaReader.read(sets)
    for (properties, reading) in zip(sets, nova.readings) {
      #expect(reading.refused == nil, "\(properties)")
      #expect(reading.values?.mapValues(\.value) == NovaProperties(properties).values)
      for (name, text) in properties {
        let definition = try #require(PropertyCatalogue.standard.find(name))
        guard definition.type == .choice, definition.prefix == nil, let field = definition.novaField
        else { continue }
        #expect(reading.values?[field]?.value == .text(text), "\(name) is stamped as Nova has it")
      }
    }
  }

  @Test("the catalogue has Nova's fields, their types and words, and the old names")
  func catalogue() async throws {
    let nova = try await NovaReader.read([])
    let ours = PropertyCatalogue.standard.definitions.filter { $0.novaField != nil }
    #expect(Set(ours.compactMap(\.novaField)) == Set(nova.fields.keys))
    for definition in ours {
      let field = try #require(nova.fields[definition.novaField ?? ""])
      let isFamily = definition.prefix != nil
      if !isFamily { #expect(definition.values == field.values, "\(definition.name)") }
      let type: PropertyType =
        switch field.type {
        case "FlexibleBoolean": .boolean
        case "Integer": .integer
        case "String": .text
        case "UUID": .identifier
        case "VersionPredicate": .version
        case "List": isFamily ? definition.type : .mappings
        default: .choice
        }
      #expect(definition.type == type, "\(definition.name)")
    }
    var aliases: [String: String] = [:]
    for definition in ours where definition.prefix == nil {
      for name in definition.allNames where name != definition.novaField {
        aliases[name] = definition.novaField
      }
    }
    #expect(aliases == nova.aliases)
  }

  /// Fails with the sets that both read otherwise; the last ones only, when there are many.
  private func expectAgreement(
    _ sets: [[String: String]], refusedAtLeast least: Int
  ) async throws {
    let nova = try await NovaReader.read(sets)
    try #require(nova.readings.count == sets.count)
    var disagreements: [String] = []
    var refused = 0
    for (properties, reading) in zip(sets, nova.readings) {
      let ours = NovaProperties(properties)
      if reading.refused != nil { refused += 1 }
      let isSame =
        reading.refused == nil
        ? ours.refusals.isEmpty && ours.values == reading.values?.mapValues(\.value)
        : !ours.refusals.isEmpty
      if !isSame {
        disagreements.append(
          "\(properties): Nova \(reading.refused ?? "\(reading.values ?? [:])"), ours \(ours.values) "
            + "\(ours.refusals)")
      }
    }
    #expect(disagreements.suffix(20) == [], "\(disagreements.count) of \(sets.count)")
    #expect(refused >= least && sets.count - refused >= least)
  }
}
