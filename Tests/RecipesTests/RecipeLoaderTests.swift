import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import Testing

@Suite("Reading recipes")
struct RecipeLoaderTests {
  @Test("the smallest recipe gets the documented defaults")
  func defaults() throws {
    let recipe = try check(minimal()).get()
    #expect(recipe.version == 1)
    #expect(recipe.name.value == "web")
    #expect(recipe.diskSize == nil)
    #expect(recipe.builder == BuilderSettings(memory: .gibibytes(1), cpus: 2))
    #expect(recipe.verification == Verification(timeout: .seconds(600), tests: []))
    #expect(recipe.steps.isEmpty && recipe.properties.isEmpty && recipe.files.isEmpty)
    #expect(recipe.seal == SealSettings() && recipe.publication == PublicationSettings())
    #expect(recipe.digest == .sha256(minimal()))
    guard case .bootstrap(let base) = recipe.base.value else { return }
    #expect(base.distribution.value == .debian && base.suite.value == "bookworm")
    #expect(base.architecture == nil && base.mirror == nil && base.include.isEmpty)
  }

  @Test("every key of the language reaches the model")
  func everyKey() throws {
    let folder = try ScratchFolder()
    try folder.write("files/page/index.html")
    try folder.write("setup.sh", "true")
    try folder.write("recipe.yml", Self.full)
    let path = folder.path.appending("recipe.yml")
    let recipe = try RecipeLoader(sealItems: ["logs"]).load(path)

    #expect(recipe.description == "All of it")
    #expect(recipe.diskSize?.value == .mebibytes(1536))
    #expect(recipe.builder == BuilderSettings(memory: .gibibytes(2), cpus: 4))
    #expect(recipe.seal.keep.map(\.value) == ["logs"])
    #expect(recipe.seal.remove.map(\.value) == ["/opt/*.tmp"])
    #expect(recipe.properties.mapValues(\.value) == ["a": "512", "b": "true", "c": "0x1F"])
    #expect(recipe.verification?.timeout == .seconds(90))
    #expect(
      recipe.verification?.tests.map(\.value) == [
        .http(HTTPTest(port: 8080, path: "/x?y=1", status: 204, contains: "hi")),
        .run(RunTest(script: "true", expect: "ok")),
      ])
    #expect(
      recipe.publication
        == PublicationSettings(
          clouds: [
            PublicationTarget(cloud: "a"),
            PublicationTarget(
              cloud: "b", name: "w", format: .raw, isStaged: true, stores: ["s"],
              properties: ["os_version": "9"]),
          ], name: "Web 1", visibility: .shared, members: ["p"], keep: 0,
          isExact: true))
    #expect(recipe.files.map(\.name) == ["files/page", "setup.sh"])
    #expect(recipe.steps.map(\.place) == [.appliance, .appliance, .appliance, .guest, .appliance])
    #expect(recipe.steps.map(\.title) == Self.titles)
    #expect(recipe.steps.map(\.timeout.seconds) == [1800, 5400, 1800, 1800, 1800])
    #expect(recipe.steps[1].location.description == "\(path):13:5")
    #expect(recipe.steps.map(\.action.kind) == ["packages", "copy", "write", "run", "services"])
    expectActions(recipe)
  }

  private func expectActions(_ recipe: Recipe) {
    guard case .packages(let packages) = recipe.steps[0].action,
      case .copy(let copy) = recipe.steps[1].action,
      case .write(let write) = recipe.steps[2].action,
      case .run(let run) = recipe.steps[3].action
    else {
      Issue.record("the steps are of the wrong kinds")
      return
    }
    #expect(packages.update == false && packages.recommends)
    #expect(copy.owner == "www-data" && copy.group == "adm" && copy.mode == 0o2750)
    #expect(copy.from.isFolder && copy.from.path == recipe.folder.appending("files/page"))
    #expect(write.content == "one\n\n  two\n" && write.append && write.mode == nil)
    #expect(run.interpreter == "/bin/bash" && run.environment == ["A": "1", "B": "x y"])
  }

  static let titles = [
    "packages: install a, b=1.2; remove c", "the page", "append to /etc/x", "run: setup.sh",
    "services: enable a; disable b; mask c.timer",
  ]

  static let full = """
    version: 1
    name: web
    description: All of it
    base:
      bootstrap:
        distribution: debian
        suite: bookworm
        architecture: amd64
        mirror: http://localhost/debian
        include: [less]
    steps:
      - packages: {install: [a, b=1.2], remove: [c], update: false, recommends: true}
      - name: the page
        timeout: 1h30m
        copy: {from: files/page, to: /var/www, owner: "www-data:adm", mode: 2750}
      - write:
          path: /etc/x
          append: true
          content: |
            one

              two
      - in: guest
        run: {file: setup.sh, interpreter: /bin/bash, environment: {A: 1, B: x y}}
      - services: {enable: [a], disable: [b], mask: [c.timer]}
    disk: {size: 1.5 GiB}
    builder: {memory: 2 GiB, cpus: 4}
    seal: {keep: [logs], remove: [/opt/*.tmp]}
    properties: {a: 512, b: true, c: "0x1F"}
    verify:
      timeout: 90s
      tests:
        - http: {port: 8080, path: "/x?y=1", status: 204, contains: hi}
        - run: {script: "true", expect: ok}
    publish:
      clouds: [a, {cloud: b, name: w, format: raw, import: true, stores: [s], properties: {os_version: 9}}]
      name: Web 1
      visibility: shared
      share-with: [p]
      keep: 0
      exact: true
    """

  @Test("moving a step or naming it leaves its encoding, and so its layer, as it was")
  func stableEncoding() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let first = try check(minimal("steps: [{services: {enable: [x]}}]")).get()
    let second = try check(
      minimal("# moved\nsteps:\n- name: y\n  timeout: 1m\n  services: {enable: [x]}")
    ).get()
    let other = try check(minimal("steps: [{services: {enable: [z]}}]")).get()
    let encoded = try [first, second, other].map { try encoder.encode($0.steps[0].action) }
    #expect(encoded[0] == encoded[1])
    #expect(encoded[0] != encoded[2])
  }

  @Test("anchors and aliases are read as what they stand for")
  func aliases() throws {
    let recipe = try check(
      minimal("steps:\n- run: &run {script: echo one}\n- run: *run")
    ).get()
    #expect(recipe.steps[0].action == recipe.steps[1].action)
  }

  @Test("Windows line ends and a byte order mark do no harm")
  func windowsFile() throws {
    let text = "\u{FEFF}" + minimal("disk: {size: 2 GiB}").replacing("\n", with: "\r\n")
    #expect(try check(text).get().diskSize?.value == .gibibytes(2))
    let broken = minimal("dsik: {size: 2 GiB}").replacing("\n", with: "\r\n")
    #expect(
      check(broken).diagnostics.first?.rendered.prefix(2) == [
        "/tmp/r.yml:5:1: unknown key `dsik` in the recipe", "  5 | dsik: {size: 2 GiB}",
      ])
  }

  @Test("the shipped recipe is read without a warning")
  func shipped() throws {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent()
    let report = RecipeLoader().check(root.appending("recipes/debian-apache.yml"))
    #expect(report.diagnostics.flatMap(\.rendered) == [])
    let recipe = try report.get()
    #expect(recipe.name.value == "debian-apache")
    #expect(recipe.steps.contains { $0.place == .guest })
    #expect(recipe.verification?.tests.count == 2)
  }
}
