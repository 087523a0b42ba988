import BuildFoundation
import SystemPackage

/// Reads the top level of a recipe; each section has a reader of its own.
struct RecipeDecoder {
  /// Builds of one matrix.
  static let matrixLimit = 256

  private let reading: RecipeReading
  private let path: FilePath
  private let document: ValueReader

  init(_ root: RecipeNode, path: FilePath, _ reading: RecipeReading) {
    document = ValueReader(root, what: "the recipe", reading)
    self.path = path
    self.reading = reading
  }

  /// The recipe once for each build of its matrix, or once; empty when a fault was reported.
  ///
  /// `given` are values for variables that count more than any other; those for axes of the matrix
  /// choose among its builds.
  func decode(given: [String: VariableValue]) -> [Recipe] {
    guard !document.isNull else {
      document.fault("the recipe is empty")
      return []
    }
    guard let map = document.mapping(.recipe) else { return [] }
    let secrets = map["secrets"]?.secretSources() ?? []
    reading.scope.secrets = Set(secrets.map(\.name.value))
    let cells = map["matrix"].map { $0.matrix(limit: Self.matrixLimit) } ?? [[:]]
    let chosen = (cells ?? []).filter { cell in
      given.allSatisfy { name, value in cell[name].map { $0.text == value.text } ?? true }
    }
    if let matrix = map["matrix"], cells?.isEmpty == false, chosen.isEmpty {
      matrix.fault("the matrix has no build with these values")
    }
    let axes = Set((cells ?? []).flatMap(\.keys))
    let recipes = chosen.compactMap { cell in
      decode(map, secrets, cell: cell, given: given.filter { !axes.contains($0.key) })
    }
    guard !reading.hasFaults else { return [] }
    checkNames(recipes, map)
    warnOfUnused(map)
    return reading.hasFaults ? [] : recipes
  }

  private func decode(
    _ map: MappingReader, _ secrets: [SecretSource], cell: [String: VariableValue],
    given: [String: VariableValue]
  ) -> Recipe? {
    reading.scope.values = cell
    VariableResolution(reading, recipe: path).resolve(map["variables"], given: given)
    let version = map.required("version", hint: "write `version: 1`")?.version()
    let name = map.required("name")?.imageName()
    let description = map["description"].map { $0.text()?.value }
    let start = map.required("base")?.base()
    let disk = map["disk"].map { $0.disk() }
    let steps = map["steps"].map { $0.list(of: "a step") { $0.step() } ?? [] } ?? []
    let builder = map["builder"].map { $0.builder() } ?? BuilderSettings()
    let seal = map["seal"].map { $0.seal() } ?? SealSettings()
    let properties = map["properties"].map { $0.properties() } ?? [:]
    let profile = map["profile"].map { value in
      value.profile().map { Located($0, at: value.location) }
    }
    let allowed = map["allow-mismatch"].map { $0.allowedMismatches() } ?? [:]
    let verification = map["verify"].map { $0.verification() } ?? Verification()
    let publication = map["publish"].map { $0.publication() } ?? PublicationSettings()
    guard !reading.hasFaults else { return nil }
    guard let version, let name, let start, let builder, let seal, let properties, let allowed,
      let publication
    else {
      return nil
    }
    var recipe = Recipe(
      path: path, folder: reading.folder, digest: digest, version: version, name: name,
      description: description ?? nil, base: start.value.base(at: start.location),
      diskSize: disk ?? nil, steps: steps.flatMap { $0 }, builder: builder, seal: seal,
      properties: properties, profile: profile ?? nil, allowedMismatches: allowed,
      verification: verification, publication: publication,
      variables: reading.scope.values.mapValues(\.text),
      secrets: secrets.filter { reading.used.contains("secret.\($0.name.value)") })
    if case .recipe(let parent) = start.value { recipe.add(parent) }
    DiskSizeCheck(reading: reading).check(recipe)
    PropertyCheck(reading: reading).check(recipe)
    return recipe
  }

  /// The digest of the file, or of all files and values that the recipe is put together from.
  private var digest: Digest {
    let digests = reading.sources.files.map(\.file.source.digest)
    let values = reading.scope.values.sorted { $0.key < $1.key }
    if digests.count == 1, values.isEmpty, let only = digests.first { return only }
    let lines = digests.map(\.hex) + values.map { "\($0.key)=\($0.value.text)" }
    return .sha256(lines.joined(separator: "\n"))
  }

  private func checkNames(_ recipes: [Recipe], _ map: MappingReader) {
    let names = Dictionary(grouping: recipes, by: \.name.value)
    guard let double = names.first(where: { $0.value.count > 1 }), let name = map["name"] else {
      return
    }
    name.fault(
      "\(double.value.count) builds of the matrix have the name `\(double.key)`",
      hint: "put the axes into it, such as `name: web-${suite}`")
  }

  private func warnOfUnused(_ map: MappingReader) {
    for (name, _) in map["variables"]?.pairs() ?? [] where !reading.used.contains(name.value) {
      reading.warn("the variable `\(name.value)` is not used", at: name.location)
    }
    for (name, _) in map["secrets"]?.pairs() ?? []
    where !reading.used.contains("secret.\(name.value)") {
      reading.warn("the secret `\(name.value)` is not used", at: name.location)
    }
  }
}

extension BaseChoice {
  /// The base itself: of a recipe, what that one starts from.
  fileprivate func base(at location: SourceLocation) -> Located<Base> {
    switch self {
    case .base(let base): Located(base, at: location)
    case .recipe(let recipe): recipe.base
    }
  }
}

extension Recipe {
  /// Puts what another recipe builds before what this one does.
  fileprivate mutating func add(_ parent: Recipe) {
    steps = parent.steps + steps
    diskSize = diskSize ?? parent.diskSize
    properties = parent.properties.merging(properties) { $1 }
    profile = profile ?? parent.profile
    allowedMismatches = parent.allowedMismatches.merging(allowedMismatches) { $1 }
    secrets =
      parent.secrets.filter { other in
        !secrets.contains { $0.name == other.name }
      } + secrets
    digest = .sha256(parent.digest.hex + digest.hex)
  }
}
