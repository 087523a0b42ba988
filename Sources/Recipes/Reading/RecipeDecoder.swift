import BuildFoundation
import SystemPackage
import Yams

/// Reads the top level of a recipe; each section has a reader of its own.
struct RecipeDecoder {
  private static let keys = [
    "version", "name", "description", "base", "disk", "steps", "builder", "seal", "properties",
    "verify",
  ]
  private let reading: RecipeReading

  init(_ reading: RecipeReading) {
    self.reading = reading
  }

  /// The recipe; nil when a fault was reported.
  func decode(_ root: Node, path: FilePath) -> Recipe? {
    let document = ValueReader(root, what: "the recipe", reading)
    guard !document.isNull else {
      document.fault("the recipe is empty")
      return nil
    }
    guard let map = document.mapping(keys: Self.keys) else { return nil }
    let version = map.required("version", hint: "write `version: 1`")?.version()
    let name = map.required("name")?.imageName()
    let description = map["description"].map { $0.text()?.value }
    let base = map.required("base")?.base()
    let disk = map["disk"].map { $0.disk() } ?? Located(.gibibytes(4), at: document.location)
    let steps = map["steps"].map { $0.list(of: "a step") { $0.step() } ?? [] } ?? []
    let builder = map["builder"].map { $0.builder() } ?? BuilderSettings()
    let seal = map["seal"].map { $0.seal() } ?? SealSettings()
    let properties = map["properties"].map { $0.properties() } ?? [:]
    let verification = map["verify"].map { $0.verification() } ?? Verification()
    guard !reading.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    guard let version, let name, let base, let disk, let builder, let seal, let properties else {
      return nil
    }
    return Recipe(
      path: path, folder: reading.folder, digest: reading.source.digest, version: version,
      name: name, description: description ?? nil, base: base, diskSize: disk, steps: steps,
      builder: builder, seal: seal, properties: properties, verification: verification)
  }
}
