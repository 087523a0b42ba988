import Testing

@testable import Recipes

@Suite("Conditions")
struct ConditionTests {
  private static let facts = [
    "os.distro": "debian", "os.version": "12", "os.arch": "x86_64", "os.like": "",
  ]

  @Test(
    "hold or do not",
    arguments: [
      ("os.distro == 'debian'", true), ("os.distro == \"ubuntu\"", false),
      ("os.distro != 'ubuntu'", true), ("os.version >= 9", true), ("os.version < 9.1", false),
      ("os.version <= 12", true), ("os.version > 12", false), ("'24.04' > 24", true),
      ("'1.10' > '1.9'", true), ("'1.0-rc1' < '1.0-rc2'", true), ("'10' < '9'", false),
      ("os.distro in ['ubuntu', debian]", true), ("os.distro not in [ubuntu]", true),
      ("not os.distro in [ubuntu]", true), ("os.like", false), ("!os.like", true),
      ("os.distro == 'x' or os.arch == 'x86_64' and os.version == 12", true),
      ("(os.distro == 'x' or os.arch == 'x86_64') && os.version == 13", false),
      ("true", true), ("false || true", true), ("os.nothing == ''", true),
    ])
  func holds(_ text: String, _ expected: Bool) throws {
    let expression = try ConditionParser.parse(text)
    #expect(Condition(expression).holds(Self.facts) == expected)
    // What a key sees means the same.
    let again = try ConditionParser.parse(Condition(expression).text)
    #expect(Condition(again).holds(Self.facts) == expected)
  }

  @Test(
    "that cannot be read say why",
    arguments: [
      ("", "a value is missing at the end"), ("a ==", "a value is missing at the end"),
      ("a = b", "`=` compares nothing: write `==`"), ("(a", "`)` is missing"),
      ("a in [b", "`,` or `]` is missing"), ("a in [", "`]` is missing"),
      ("a b", "`b` is not expected"),
      ("a == 'x", "a text has no closing '"), ("a ; b", "`;` means nothing here"),
      ("a == [b c]", "`,` or `]` is missing"), ("not", "a value is missing at the end"),
      ("a not b", "`not` needs `in` after a value"),
    ])
  func faults(_ text: String, _ expected: String) {
    let fault = #expect(throws: ConditionParser.Fault.self) { try ConditionParser.parse(text) }
    #expect(fault?.message == expected)
  }

  @Test("nested too deeply end, without a stack overflow")
  func depth() {
    for opening in ["(", "not ", "!"] {
      #expect(throws: ConditionParser.Fault.self) {
        try ConditionParser.parse(String(repeating: opening, count: 20_000) + "a")
      }
    }
  }

  @Test(
    "are decided by variables as far as they go",
    arguments: [
      ("suite == 'noble'", nil, 1), ("suite == 'jammy'", nil, 0),
      ("suite == 'noble' and os.version > 1", "os.version > '1'", 1),
      ("suite == 'jammy' and os.version > 1", nil, 0),
      ("suite == 'noble' or os.version > 1", nil, 1),
      ("not (big and os.distro == suite)", "not (os.distro == 'noble')", 1),
    ])
  func variables(_ text: String, _ left: String?, _ steps: Int) throws {
    let recipe = try check(
      minimal(
        """
        variables: {suite: noble, big: true}
        steps: [{when: "\(text)", run: {script: "${suite}${big}"}}]
        """)
    ).get()
    #expect(recipe.steps.count == steps)
    #expect(recipe.steps.first?.condition?.text == left)
  }
}
