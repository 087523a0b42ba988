import Testing

@testable import Pipeline

@Suite struct LayerKeyTests {
  /// A key decides whether last year's layer is used: it must not change by accident.
  @Test func keysAreStable() {
    let first = LayerKey(on: nil, [KeyField("action", "écrire"), KeyField("version", "1")])
    #expect(first.hex == "c4aff4a558c3d21a6d29a8e0c840351b4afd3247cc2745ee6e6f33629aa7cf63")
    #expect(
      LayerKey(on: first, []).hex
        == "6488ec63726a7a9915b3f6268504f1d5fd9f803f2fe0bfc1ae7824de47e5a4dc")
    #expect(first.description == first.hex.prefix(12))
  }

  @Test func noTwoListsOfFieldsCollide() {
    let lists: [[KeyField]] = [
      [], [KeyField("", "")], [KeyField("a", "")], [KeyField("", "a")],
      [KeyField("a", "b"), KeyField("c", "d")], [KeyField("c", "d"), KeyField("a", "b")],
      [KeyField("a", "b\nc 1\nd")], [KeyField("a 1\nb\nc", "d")],
      [KeyField("a", "b"), KeyField("c", "d"), KeyField("", "")],
      [KeyField("a", "bc"), KeyField("", "d")], [KeyField("ab", "c"), KeyField("", "d")],
      [KeyField("a", "1 1\nb\nc")], [KeyField("a\n1 1\nb", "c")],
    ]
    #expect(Set(lists.map { LayerKey(on: nil, $0) }).count == lists.count)
    let parent = LayerKey(on: nil, [])
    #expect(LayerKey(on: parent, []) != LayerKey(on: nil, [KeyField("parent", parent.hex)]))
  }

  @Test func equalValuesEncodeEqually() throws {
    let one = try KeyField("env", encoding: ["b": "2", "a": "/x"])
    #expect(one.value == #"{"a":"/x","b":"2"}"#)
    #expect(try KeyField("env", encoding: ["a": "/x", "b": "2"]) == one)
  }
}
