import BuildFoundation
import Recipes
import Testing

@Suite("The glance base in recipes")
struct GlanceBaseTests {
  private func recipe(_ base: String) -> String {
    "version: 1\nname: x\nvariables: {os: debian-12}\nbase:\n  glance: \(base)\n"
  }

  private func glance(_ base: String) throws -> GlanceBase? {
    guard case .glance(let glance) = try check(recipe(base)).get().base.value else { return nil }
    return glance
  }

  private func located<Value>(_ value: Value) -> Located<Value> {
    Located(value, at: SourceLocation(file: "", line: 0, column: 0))
  }

  @Test("an image is named, identified or described")
  func selections() throws {
    #expect(
      try glance("{cloud: demo, name: debian-12}")
        == GlanceBase(cloud: located("demo"), .name(located("debian-12"))))
    #expect(try glance("'${os}'") == GlanceBase(.name(located("debian-12"))))
    #expect(try glance("{id: 7a9f-x_Y}") == GlanceBase(.id(located("7a9f-x_Y"))))
    #expect(
      try glance("{properties: {os_distro: debian, os_version: '12'}}")
        == GlanceBase(
          .properties(["os_distro": located("debian"), "os_version": located("12")])))
  }

  @Test(
    "a fault is reported at its place",
    arguments: [
      ("{}", ["5:11: `glance` needs the key `name` or `id` or `properties`"]),
      (
        "{name: a, id: b}",
        ["5:21: `glance` takes either `name` or `id` or `properties`, not both"]
      ),
      (
        "{id: a/b}",
        [
          "5:16: `id` must be an identifier such as 7a9f9fb7-6a36-4ec4-b696-093e6db87bfa, not "
            + "`a/b`"
        ]
      ),
      ("{properties: {}}", ["5:24: `properties` names none"]),
      ("{properties: {a: }}", ["5:25: `a` has no value"]),
      ("{name: }", ["5:12: `name` has no value"]),
      ("[a]", ["5:11: `glance` must be a text, not a list"]),
      (
        "{image: a, name: b}",
        [
          "5:12: unknown key `image` in `glance`",
          "hint: an image is named by `name`, `id` or `properties`",
        ]
      ),
    ])
  func faults(base: String, expected: [String]) {
    #expect(summary(check(recipe(base))) == expected)
  }
}
