import BuildFoundation
import Recipes
import SystemPackage
import Testing

@Suite("Variables of recipes")
struct VariableTests {
  private let recipe = minimal(
    """
    variables:
      port: 8080
      big: true
      packages: [curl, jq]
      greeting: "port ${port}"
      kind: {type: text, choices: [a, b], default: a, description: what for}
    builder: {cpus: "${port_cpus}"}
    description: "${greeting}, $${port}, ${kind}, ${packages}"
    steps:
      - packages: {install: "${packages}", recommends: "${big}"}
      - write: {path: "/srv/${kind}", content: "${greeting}\\n"}
      - run:
          script: echo "${port}" $kind ${HOME}
      - run: {script: "true", environment: {PORT: "${port}"}}
    """
  ).replacing("builder: {cpus: \"${port_cpus}\"}\n", with: "")

  private func load(_ inputs: VariableInputs = VariableInputs()) throws -> Recipe {
    try RecipeLoader(variables: inputs).check(Array(recipe.utf8), path: "/tmp/r.yml").get()
  }

  @Test("stand for their values in every text")
  func expansion() throws {
    let recipe = try load()
    #expect(recipe.description == "port 8080, ${port}, a, curl jq")
    guard case .packages(let packages) = recipe.steps[0].action,
      case .write(let write) = recipe.steps[1].action
    else { throw Unexpected() }
    #expect(packages.install.map(\.value) == ["curl", "jq"])
    #expect(packages.recommends)
    #expect(write.path.value == "/srv/a")
    #expect(write.content == "port 8080\n")
    #expect(recipe.variables["greeting"] == "port 8080")
  }

  @Test("reach scripts through their environment, and leave their text alone")
  func scripts() throws {
    let recipe = try load()
    guard case .run(let first) = recipe.steps[2].action,
      case .run(let second) = recipe.steps[3].action
    else { throw Unexpected() }
    #expect(first.script == .inline(located("echo \"${port}\" $kind ${HOME}")))
    #expect(first.environment == ["port": "8080", "kind": "a"])
    #expect(second.environment == ["PORT": "8080"])
  }

  @Test("take values from the command line before files before the environment")
  func precedence() throws {
    let folder = try ScratchFolder()
    try folder.write("values.yml", "port: 2\nkind: b\n")
    var inputs = VariableInputs(environment: [
      "IMGBUILD_VAR_port": "1", "IMGBUILD_VAR_kind": "x", "IMGBUILD_VAR_other": "1",
    ])
    inputs.environment["IMGBUILD_VAR_kind"] = "a"
    #expect(try load(inputs).description == "port 1, ${port}, a, curl jq")
    inputs.files = [folder.path.appending("values.yml")]
    #expect(try load(inputs).description == "port 2, ${port}, b, curl jq")
    inputs.assignments = ["port=3", "packages=vim, less"]
    #expect(try load(inputs).description == "port 3, ${port}, b, vim less")
  }

  @Test(
    "a value that does not fit says so, and where it comes from",
    arguments: [
      ("port=x", "--set port: `port` must be a number, not `x`"),
      ("big=yes", "--set big: `big` must be true or false, not `yes`"),
      ("kind=c", "--set kind: `kind` must be one of `a`, `b`, not `c`"),
      ("prot=1", "--set prot: the recipe has no variable `prot`"),
      ("port", "--set port: a value is given as name=value"),
    ])
  func faults(_ assignment: String, _ expected: String) {
    let loader = RecipeLoader(variables: VariableInputs(assignments: [assignment]))
    let report = loader.check(Array(recipe.utf8), path: "/tmp/r.yml")
    #expect(report.recipes.isEmpty)
    #expect(report.errors.map { "\($0.location): \($0.message)" } == [expected])
  }

  @Test("change the recipe's digest, and nothing else changes it")
  func digest() throws {
    let first = try load().digest
    #expect(try load().digest == first)
    #expect(try load(VariableInputs(assignments: ["port=8080"])).digest == first)
    #expect(try load(VariableInputs(assignments: ["port=8081"])).digest != first)
  }

  @Test("a template takes them too, and says where one is missing")
  func templates() throws {
    let folder = try ScratchFolder()
    try folder.write("motd", "Suite ${suite}\nof ${nobody}\n")
    let text = minimal(
      """
      variables: {suite: noble}
      steps: [{write: {path: /etc/motd, template: motd}}]
      """)
    let faulty = check(text, folder: folder.path)
    #expect(
      faulty.errors.map { "\($0.location.line):\($0.location.column) \($0.message)" } == [
        "2:4 there is no variable `nobody`"
      ])
    try folder.write("motd", "Suite ${suite}, costs $${5}\n")
    guard case .write(let write) = try check(text, folder: folder.path).get().steps[0].action else {
      throw Unexpected()
    }
    #expect(write.content == "Suite noble, costs ${5}\n")
  }
}

struct Unexpected: Error {}

func located<Value>(_ value: Value) -> Located<Value> {
  Located(value, at: SourceLocation(file: "r.yml", line: 1, column: 1))
}
