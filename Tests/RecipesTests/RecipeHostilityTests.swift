import BuildFoundation
import Recipes
import SystemPackage
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
    let seed = Array(RecipeLoaderTests.full.utf8)
    var accepted = 0
    for _ in 0..<2000 {
      var bytes = seed
      for _ in 0...Int.random(in: 0..<4, using: &random) { mutate(&bytes, &random) }
      let report = RecipeLoader().check(bytes, path: "/nowhere/r.yml")
      #expect((report.recipe == nil) == !report.errors.isEmpty)
      for diagnostic in report.diagnostics { #expect(!diagnostic.rendered.isEmpty) }
      accepted += report.recipe == nil ? 0 : 1
    }
    #expect(accepted < 2000)
  }

  private static let pieces = [
    "\t", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "? ", "|", ">", "\"", "'", "\\", "#",
    "!!int ", "!x ", "%YAML 9", "---", "...", "\r", "\u{0}", "\u{FEFF}", "\u{2028}", "é", "図",
    "<<: ", "~", "null", "1e999", "-9999999999999999999", "\n", "  ", "name", "steps:", "@", "`",
  ]

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
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

  /// A generator with a fixed start, so that a failure can be seen again.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
