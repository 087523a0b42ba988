import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import Testing

@Suite("Files of recipes")
struct RecipeFileTests {
  private let folder: ScratchFolder
  private let outside: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    outside = try ScratchFolder()
    try folder.write("in.txt")
    try folder.write("tree/a/b.txt")
    try folder.write("leaky/a.txt")
    try outside.write("secret")
    try folder.link("leaky/out", to: outside.path.appending("secret").string)
    try folder.link("out", to: outside.path.string)
    try folder.link("inner", to: "in.txt")
    try folder.link("tree/loop", to: "../tree")
  }

  @Test(
    "a step reads only what lies beside the recipe",
    arguments: [
      ("in.txt", nil), ("./tree/../in.txt", nil), ("inner", nil), ("tree", nil), ("tree/a", nil),
      ("none", "there is no `none` in the recipe's folder"),
      ("/etc/passwd", "`from` must be relative to the recipe's folder, not `/etc/passwd`"),
      ("../x", "`../x` leads out of the recipe's folder"),
      ("tree/../../x", "`tree/../../x` leads out of the recipe's folder"),
      ("out/secret", "`out/secret` leads out of the recipe's folder"),
      ("out", "`out` leads out of the recipe's folder"),
      ("leaky", "`leaky/out` leads out of the recipe's folder"),
    ])
  func source(_ name: String, _ fault: String?) {
    let report = check(
      minimal("steps: [{copy: {from: \(name), to: /x}}]"), folder: folder.path)
    #expect(report.diagnostics.map(\.message) == (fault.map { [$0] } ?? []))
  }

  @Test("a script is a file, never a folder")
  func scriptFolder() {
    let report = check(minimal("steps: [{run: {file: tree}}]"), folder: folder.path)
    #expect(report.diagnostics.map(\.message) == ["`tree` is a folder, not a file"])
  }

  @Test("a recipe reached through a link reads the files beside the real one")
  func linkedRecipe() throws {
    try folder.write("r.yml", minimal("steps: [{copy: {from: in.txt, to: /x}}]"))
    try outside.link("r.yml", to: folder.path.appending("r.yml").string)
    let recipe = try RecipeLoader().load(outside.path.appending("r.yml"))
    #expect(recipe.files.first?.path == recipe.folder.appending("in.txt"))
  }

  @Test("what is no recipe gives one error that says so")
  func unreadable() throws {
    try folder.write("empty.yml", "")
    try folder.write("comment.yml", "# nothing\n")
    try folder.write("null.yml", "~")
    try folder.write("list.yml", "- a")
    try folder.write("large.yml", String(repeating: "#\n", count: 600_000))
    try folder.write("control.yml", "name: \u{1}")
    try folder.link("dead.yml", to: "nowhere")
    let path = folder.path
    try Data([0x6E, 0x3A, 0x20, 0x78, 0x0A, 0x62, 0x3A, 0x20, 0xE9]).write(
      to: URL(filePath: path.appending("latin.yml").string))
    #expect(mkfifo(path.appending("pipe.yml").string, 0o600) == 0)
    let expected = [
      ("empty", ": the recipe is empty"), ("comment", ": the recipe is empty"),
      ("null", ":1:1: the recipe is empty"),
      ("list", ":1:1: the recipe must be a mapping of keys and values, not a list"),
      ("large", ": the recipe is larger than 1 MiB"), ("dead", ": there is no such file"),
      ("missing", ": there is no such file"), ("pipe", ": this is not a regular file"),
      ("latin", ":2:4: the recipe is not UTF-8 text"),
      ("control", ":1:7: the character U+1 is not allowed in YAML"),
    ]
    for (name, text) in expected {
      let file = path.appending("\(name).yml")
      let report = RecipeLoader().check(file)
      #expect(report.diagnostics.first?.rendered.first == "\(file)\(text)")
      #expect(report.diagnostics.count == 1)
      let error = #expect(throws: BuildError.self) { try RecipeLoader().load(file) }
      #expect(error?.code == .recipe)
    }
    #expect(
      RecipeLoader().check(path).diagnostics.map(\.message) == [
        "this is a folder, not a recipe"
      ])
  }
}
