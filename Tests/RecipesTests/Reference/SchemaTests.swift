import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Recipes

/// The schema, held against the loader by a validator that knows nothing of it.
@Suite("Schema of the language", .needs("python3"))
struct SchemaTests {
  /// Which of some recipes the schema takes, by the jsonschema package of Python.
  private static func verdicts(_ recipes: [String]) async throws -> [String?] {
    let folder = try ScratchFolder()
    try folder.write("schema.json", String(decoding: try RecipeSchema.json(), as: UTF8.self))
    try folder.write(
      "recipes.json", String(decoding: try JSONEncoder().encode(recipes), as: UTF8.self))
    try folder.write(
      "check.py",
      """
      import json, sys, jsonschema, yaml
      folder = sys.argv[1]
      schema = json.load(open(folder + "/schema.json"))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      verdicts = []
      for text in json.load(open(folder + "/recipes.json")):
          try:
              errors = [e.message for e in validator.iter_errors(yaml.load(text, yaml.CSafeLoader))]
              verdicts.append(errors[0] if errors else None)
          except (yaml.YAMLError, ValueError, TypeError) as error:
              verdicts.append("unreadable")
      json.dump(verdicts, open(folder + "/verdicts.json", "w"))
      """)
    let process = Process()
    // The system's own, which has the packages; a user's may not.
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [folder.path.appending("check.py").string, folder.path.string]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let data = try Data(contentsOf: URL(filePath: folder.path.appending("verdicts.json").string))
    return try JSONDecoder().decode([String?].self, from: data)
  }

  @Test("takes every example and every shipped recipe, and sees what is wrong")
  func recipes() async throws {
    let good = Example.all.map(\.text) + [RecipeLoaderTests.full] + (try Self.shipped())
    let verdicts = try await Self.verdicts(good)
    for (recipe, verdict) in zip(good, verdicts) { #expect(verdict == nil, "\(recipe)") }
    let bad = [
      minimal("dsik: {size: 4 GiB}"), minimal("disk: {}"), minimal("builder: {cpus: 99}"),
      minimal("steps: [{run: {}}]"), minimal("steps: [{run: {script: a}, copy: {}}]"),
      minimal("steps: [{copy: {from: a, to: b}}]"), minimal("verify: {tests: [{htp: {}}]}"),
      minimal("steps: [{packages: {install: apache2}}]"), "name: web\n",
    ]
    for (recipe, verdict) in zip(bad, try await Self.verdicts(bad)) {
      #expect(verdict != nil, "\(recipe)")
    }
  }

  /// The schema may allow more than the loader, never less: it must not mark what is right.
  @Test("takes every mutated recipe that the loader takes")
  func mutations() async throws {
    let folder = try Example.folder()
    var random = SplitMix(state: 7)
    var accepted: [String] = []
    for example in Example.all {
      let bytes = Array(example.text.utf8)
      for _ in 0..<150 {
        var mutated = bytes
        RecipeHostilityTests.mutate(&mutated, &random)
        // PyYAML takes a byte order mark for a letter, where libyaml passes over it.
        guard let text = String(validating: mutated, as: UTF8.self), !text.contains("\u{feff}"),
          !check(text, folder: folder.path).recipes.isEmpty
        else { continue }
        // Yams drops the mark at the beginning of a value, and other readers of YAML do not.
        if !text.unicodeScalars.contains("\u{feff}") { accepted.append(text) }
      }
    }
    #expect(accepted.count > 50)
    for (recipe, verdict) in zip(accepted, try await Self.verdicts(accepted)) {
      // PyYAML reads YAML 1.1 with its own ideas of tabs and control characters.
      #expect(verdict == nil || verdict == "unreadable", "\(verdict ?? ""):\n\(recipe)")
    }
  }

  private static func shipped() throws -> [String] {
    let folder = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().removingLastComponent().appending("recipes")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
    return try names.filter { $0.hasSuffix(".yml") }.sorted().map {
      try String(contentsOfFile: folder.appending($0).string, encoding: .utf8)
    }
  }
}
