import Recipes
import Testing

@Suite("Secrets of recipes")
struct SecretTests {
  private let values = SecretValues(
    ["db": "s3cr3t", "other": "${secret.db}"], key: "key of this host")

  @Test("are put into texts once, and only those that are known")
  func expansion() {
    #expect(
      values.expand("a ${secret.db} ${secret.other} ${secret.no}")
        == "a s3cr3t ${secret.db} ${secret.no}")
    #expect(values.environment([located("db")]) == ["db": "s3cr3t"])
  }

  @Test("show themselves nowhere")
  func descriptions() {
    var dumped = ""
    dump(values, to: &dumped)
    for text in ["\(values)", String(reflecting: values), dumped] {
      #expect(!text.contains("s3cr3t"))
    }
  }

  @Test("tell their values apart in a key that gives nothing away")
  func fingerprints() {
    let print = values.fingerprint(names: [located("db")], text: "")
    #expect(print?.count == 64)
    #expect(print == values.fingerprint(names: [], text: "x ${secret.db}"))
    #expect(values.fingerprint(names: [], text: "nothing") == nil)
    let otherValue = SecretValues(["db": "other"], key: "key of this host")
    #expect(otherValue.fingerprint(names: [located("db")], text: "") != print)
    let otherHost = SecretValues(["db": "s3cr3t"], key: "another key")
    #expect(otherHost.fingerprint(names: [located("db")], text: "") != print)
  }

  @Test("stay references in a recipe, and only those that are used are looked up")
  func references() throws {
    let recipe = try check(
      minimal(
        """
        secrets: {db: {environment: DB}, key: {file: ~/key}, idle: {command: [pass, x]}}
        steps:
          - write: {path: /etc/db, content: "password=${secret.db}\\n"}
          - {secrets: [key], run: {script: echo $key}}
        """)
    ).get()
    #expect(recipe.secrets.map(\.name.value) == ["db", "key"])
    #expect(recipe.secrets.map(\.place) == [.environment("DB"), .file("~/key")])
    guard case .write(let write) = recipe.steps[0].action else { throw Unexpected() }
    #expect(write.content == "password=${secret.db}\n")
    #expect(recipe.steps[1].secrets.map(\.value) == ["key"])
  }
}
