import BuildFoundation
import Recipes
import SystemPackage
import Testing

@Suite("Recipes made of several files")
struct FamilyTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private func report(_ name: String) -> RecipeReport {
    RecipeLoader().check(folder.path.appending(name))
  }

  private func titles(_ recipe: Recipe) -> [String] { recipe.steps.map(\.title) }

  @Test("a recipe adds to the one that it extends")
  func extends() throws {
    try folder.write(
      "parent.yml",
      minimal(
        """
        description: the parent
        variables: {port: {type: number, default: 80}, host: a}
        disk: {size: 8 GiB}
        properties: {os_admin_user: debian, a: 1}
        seal: {keep: [logs]}
        verify: {timeout: 5m, tests: [{http: {port: 80}}]}
        steps: [{name: "first ${port} ${host}", run: {script: "1"}}]
        """))
    try folder.write(
      "child.yml",
      """
      extends: parent.yml
      name: child
      base: {bootstrap: {suite: trixie}}
      variables: {port: 81}
      properties: {a: 2}
      seal: {keep: [mail]}
      verify: {tests: [{run: {script: x}}]}
      steps: [{name: second, run: {script: "2"}}]
      """)
    let recipe = try report("child.yml").get()
    #expect(recipe.name.value == "child")
    #expect(recipe.description == "the parent")
    #expect(titles(recipe) == ["first 81 a", "second"])
    #expect(recipe.diskSize?.value == .gibibytes(8))
    #expect(recipe.properties.mapValues(\.value) == ["os_admin_user": "debian", "a": "2"])
    #expect(recipe.seal.keep.map(\.value) == ["logs", "mail"])
    #expect(recipe.verification?.timeout == .seconds(300))
    #expect(recipe.verification?.tests.count == 2)
    guard case .bootstrap(let base) = recipe.base.value else { throw Unexpected() }
    #expect(base.suite.value == "trixie" && base.distribution.value == .debian)
    #expect(recipe.steps[0].location.file.hasSuffix("/parent.yml"))
  }

  @Test("another kind of base replaces the parent's; a child needs a name of its own")
  func replacedBase() throws {
    try folder.write("grandparent.yml", minimal())
    try folder.write("parent.yml", "extends: grandparent.yml\nname: parent\ndisk: {size: 2 GiB}\n")
    try folder.write(
      "child.yml", "extends: parent.yml\nname: child\nbase: {recipe: grandparent.yml}\n")
    #expect(try report("child.yml").get().diskSize?.value == .gibibytes(2))
    try folder.write("nameless.yml", "extends: parent.yml\n")
    #expect(
      report("nameless.yml").errors.map(\.message) == ["the recipe needs the key `name`"])
  }

  @Test("a part's steps stand where it is included; its variables are defaults")
  func include() throws {
    try folder.write(
      "parts/web.yml",
      """
      variables: {port: 80, root: /srv}
      steps:
        - include: deep/file.yml
        - {name: "listen on ${port}", copy: {from: page, to: "${root}/page"}}
      """)
    try folder.write("parts/deep/file.yml", "steps: [{name: deep, run: {file: run.sh}}]\n")
    try folder.write("parts/deep/run.sh", "#!/bin/sh\n")
    try folder.write("parts/page")
    try folder.write(
      "r.yml",
      minimal(
        """
        variables: {port: 81}
        steps:
          - {name: before, run: {script: x}}
          - include: parts/web.yml
          - {name: after, run: {script: x}}
        """))
    let recipe = try report("r.yml").get()
    #expect(titles(recipe) == ["before", "deep", "listen on 81", "after"])
    #expect(recipe.files.map(\.path.lastComponent?.string) == ["run.sh", "page"])
    try folder.write("parts/deep/file.yml", "steps: [{name: changed, run: {file: run.sh}}]\n")
    #expect(try report("r.yml").get().digest != recipe.digest)
  }

  @Test("a recipe on another one has its base, its steps first, and its properties")
  func base() throws {
    try folder.write(
      "debian.yml",
      minimal(
        """
        variables: {flavour: plain}
        matrix: {kind: [a, b]}
        disk: {size: 3 GiB}
        properties: {x: 1, y: 1}
        steps: [{name: "below ${flavour}", run: {script: x}}]
        """
      ).replacing("name: web", with: "name: web-${kind}"))
    try folder.write(
      "lamp.yml",
      """
      version: 1
      name: lamp
      base: {recipe: {file: debian.yml, variables: {kind: b, flavour: rich}}}
      properties: {y: 2}
      steps: [{name: above, run: {script: x}}]
      """)
    let recipe = try report("lamp.yml").get()
    #expect(titles(recipe) == ["below rich", "above"])
    #expect(recipe.diskSize?.value == .gibibytes(3))
    #expect(recipe.properties.mapValues(\.value) == ["x": "1", "y": "2"])
    try folder.write("many.yml", "version: 1\nname: many\nbase: {recipe: debian.yml}\n")
    #expect(report("many.yml").errors.map(\.message) == ["`debian.yml` builds 2 images"])
    try folder.write(
      "none.yml",
      "version: 1\nname: none\nbase: {recipe: {file: debian.yml, variables: {kind: z}}}\n")
    #expect(
      report("none.yml").errors.map(\.message).contains("the matrix has no build with these values")
    )
  }

  @Test(
    "a way that leads back to itself is told",
    arguments: [
      ("extends: a.yml\nname: b\n", "`extends` leads back to `a.yml`"),
      (
        "version: 1\nname: b\nbase: {recipe: a.yml}\n",
        "this recipe is its own base, by way of `a.yml`"
      ),
    ])
  func cycles(_ second: String, _ message: String) throws {
    try folder.write(
      "a.yml", second.replacing("a.yml", with: "b.yml").replacing("name: b", with: "name: a"))
    try folder.write("b.yml", second)
    #expect(report("a.yml").errors.map(\.message).contains(message))
    try folder.write("part.yml", "steps: [{include: part.yml}]\n")
    try folder.write("r.yml", minimal("steps: [{include: part.yml}]"))
    #expect(report("r.yml").errors.map(\.message) == ["`include` leads back to `part.yml`"])
  }

  @Test("faults of every file are told, each at its place")
  func faults() throws {
    try folder.write("parent.yml", minimal("dsik: {size: 1}"))
    try folder.write("part.yml", "steps:\n  - {run: {scrip: x}}\nmore: 1\n")
    try folder.write(
      "r.yml", "extends: parent.yml\nname: r\nsteps:\n  - include: part.yml\n  - {nope: 1}\n")
    let found = report("r.yml").errors.map {
      "\(FilePath($0.location.file).lastComponent?.string ?? ""):\($0.location.line) \($0.message)"
    }
    #expect(
      Set(found) == [
        "parent.yml:5 unknown key `dsik` in the recipe", "part.yml:2 unknown key `scrip` in `run`",
        "part.yml:3 unknown key `more` in the part", "r.yml:5 unknown key `nope` in a step",
      ])
  }
}
