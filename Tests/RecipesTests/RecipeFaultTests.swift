import BuildFoundation
import Recipes
import Testing

@Suite("Faults of recipes")
struct RecipeFaultTests {
  @Test(
    "a fault is reported at its place, with the way out",
    arguments: FaultExample.sections + FaultExample.steps + FaultExample.writing
      + FaultExample.language + FaultExample.packages + FaultExample.guest
      + FaultExample.properties + FaultExample.profiles)
  func fault(_ example: FaultExample) {
    let report = check(minimal(example.extra), sealItems: ["logs", "machine-id"])
    #expect(summary(report) == example.expected)
    #expect(!example.expected.isEmpty)
    #expect((report.recipe == nil) == !report.errors.isEmpty)
  }

  @Test("all faults of the first lines are reported at once")
  func head() {
    let text = """
      version: 2
      name: Web Server
      base:
        bootstrap: {distribution: debain, architecture: x86, mirror: ftp://x}
      """
    #expect(
      summary(check(text)) == [
        "1:10: this recipe is written in version 2, and this imgbuild reads version 1",
        "hint: use a newer imgbuild",
        "2:7: `name` must be lower-case letters, digits, `.`, `_` and `-`, at most 63, "
          + "the first a letter or digit, not `Web Server`",
        "4:14: `bootstrap` needs the key `suite`",
        "4:29: `distribution` must be `debian` or `ubuntu`, not `debain`",
        "hint: did you mean `debian`?",
        "4:51: `architecture` must be `amd64` or `arm64`, not `x86`",
        "4:64: `mirror` must be an http, https or file URL, not `ftp://x`",
      ])
    #expect(
      summary(check("description: x")) == [
        "1:1: the recipe needs the key `version`", "hint: write `version: 1`",
        "1:1: the recipe needs the key `name`", "1:1: the recipe needs the key `base`",
      ])
  }

  @Test("the error shows all faults, each with its line, a caret and a hint")
  func error() throws {
    let error = try #require(throws: BuildError.self) {
      _ = try check(minimal("dsik: {size: 4 GiB}\nbuilder: {cpus: 99}")).get()
    }
    #expect(error.code == .recipe)
    #expect(error.message == "reading the recipe /tmp/r.yml: 2 faults")
    #expect(
      String(describing: try #require(error.cause as? RecipeFaults)) == """
        /tmp/r.yml:5:1: unknown key `dsik` in the recipe
          5 | dsik: {size: 4 GiB}
            | ^
          hint: did you mean `disk`?
        /tmp/r.yml:6:17: `cpus` must be from 1 to 64, not 99
          6 | builder: {cpus: 99}
            |                 ^
        """)
  }
}
