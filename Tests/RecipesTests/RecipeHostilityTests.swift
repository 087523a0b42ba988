import BuildFoundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@Suite("Hostile recipes", .timeLimit(.minutes(2)))
struct RecipeHostilityTests {
  /// Each level names the one before it `width` times.
  private func bomb(levels: Int, width: Int, asKey: Bool = false) -> String {
    var lines = ["a0: &a0 x"]
    for level in 1...levels {
      let items = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ", ")
      lines.append("a\(level): &a\(level) [\(items)]")
    }
    if asKey { lines.append("? *a\(levels)\n: x") }
    return lines.joined(separator: "\n")
  }

  @Test("an alias bomb is refused at once", arguments: [(9, 9), (40, 2), (3, 1000), (6, 9)])
  func aliasBomb(_ levels: Int, _ width: Int) {
    for asKey in [false, true] {
      let report = check(bomb(levels: levels, width: width, asKey: asKey))
      #expect(
        report.diagnostics.map(\.message) == [
          "the recipe has too many values once its anchors and aliases are expanded"
        ])
    }
  }

  @Test(
    "deep nesting is refused, without a stack overflow", arguments: ["[", "{a: ", "- ", "? "])
  func nesting(_ opening: String) {
    for depth in [80, 900, 20_000] {
      #expect(check(String(repeating: opening, count: depth)).recipe == nil)
      let closed = opening == "[" ? String(repeating: "]", count: depth) : " x"
      #expect(check(String(repeating: opening, count: depth) + closed).recipe == nil)
    }
  }

  @Test("a long chain of aliases ends without a stack overflow")
  func aliasChain() {
    #expect(check(bomb(levels: 3000, width: 1)).recipe == nil)
  }

  @Test("thousands of faults end in a bounded list")
  func manyFaults() {
    let keys = (0..<5000).map { "k\($0): 1" }.joined(separator: "\n")
    #expect(check(minimal(keys)).diagnostics.count == 200)
    let twice = (0..<200).map { "k\($0): 1\nk\($0): 2" }.joined(separator: "\n")
    #expect(check(minimal(twice)).recipe == nil)
  }

  @Test("mutated recipes never crash the loader, and a refusal always has a reason")
  func mutations() {
    var random = SplitMix(state: 42)
    let seeds = [RecipeLoaderTests.full, Self.language].map { Array($0.utf8) }
    var accepted = 0
    for round in 0..<3000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0...Int.random(in: 0..<4, using: &random) { Self.mutate(&bytes, &random) }
      let report = RecipeLoader().check(bytes, path: "/nowhere/r.yml")
      #expect((report.recipe == nil) == !report.errors.isEmpty)
      for diagnostic in report.diagnostics { #expect(!diagnostic.rendered.isEmpty) }
      accepted += report.recipe == nil ? 0 : 1
    }
    #expect(accepted > 0 && accepted < 3000)
  }

  /// Variables, secrets, a matrix and conditions together.
  private static let language = """
    version: 1
    name: web-${suite}
    variables: {a: 1, b: {type: list, default: [x, "${a}"]}, c: {choices: [d], default: d}}
    secrets: {s: {environment: S}, t: {command: [pass, show, t]}}
    matrix: {suite: [bookworm, {x: 1}], size: [1, 2]}
    base: {bootstrap: {distribution: debian, suite: "${suite}"}}
    steps:
      - {when: "a >= 1 and not (os.distro in ['x', y] or c == 'd')", run: {script: echo $a}}
      - {secrets: [s], write: {path: "/${c}", content: "$${a} ${secret.t} ${b}"}}
    """

  private static let pieces = [
    "${", "${a}", "$${", "${secret.s}", "}", "(", "==", " and ", "extends: r.yml\n",
    "\t", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "? ", "|", ">", "\"", "'", "\\", "#",
    "!!int ", "!x ", "%YAML 9", "---", "...", "\r", "\u{0}", "\u{FEFF}", "\u{2028}", "é", "図",
    "<<: ", "~", "null", "1e999", "-9999999999999999999", "\n", "  ", "name", "steps:", "@", "`",
  ]

  static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let length = min(bytes.count - place, Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<place + length)
    case 2: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case 3: bytes.removeSubrange(place...)
    default:
      let index = Int.random(in: 0..<Self.pieces.count, using: &random)
      bytes.insert(contentsOf: Self.pieces[index].utf8, at: place)
    }
  }
}
