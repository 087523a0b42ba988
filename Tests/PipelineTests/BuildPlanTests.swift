import BuildFoundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct BuildPlanTests {
  private func plan(
    _ steps: [FakeStep], base: FakeBase = FakeBase(), recipe: Recipe = .sample(),
    sealing: FakeStep = FakeStep("seal"), day: String = "today", toolVersion: String = "1"
  ) throws -> BuildPlan {
    try BuildPlan(
      recipe: recipe, base: base, steps: steps, sealing: sealing, day: day,
      toolVersion: toolVersion)
  }

  private let three = [FakeStep("one"), FakeStep("two", in: .builder), FakeStep("three")]

  @Test(arguments: 0..<3) func anEditChangesTheKeysFromItsStepOn(index: Int) throws {
    var edited = three
    edited[index].text += "!"
    let before = try plan(three)
    let after = try plan(edited)
    let layers = index + 1
    #expect(after.layerKeys.prefix(layers) == before.layerKeys.prefix(layers))
    for (old, new) in zip(before.layerKeys, after.layerKeys).dropFirst(layers) {
      #expect(old != new)
    }
    #expect(after.key != before.key)
    #expect(Set(before.layerKeys + [before.key]).count == 5)
  }

  @Test func theBaseDecidesAllKeys() throws {
    let before = try plan(three)
    let after = try plan(three, base: FakeBase(text: "other"))
    #expect(Set(before.layerKeys).isDisjoint(with: after.layerKeys))
  }

  @Test func theDayCountsForWhatDependsOnTheOutside() throws {
    var steps = three
    steps[1].dependsOnOutside = true
    var base = FakeBase()
    base.dependsOnOutside = false
    let today = try plan(steps, base: base)
    let tomorrow = try plan(steps, base: base, day: "tomorrow")
    #expect(tomorrow.layerKeys.prefix(2) == today.layerKeys.prefix(2))
    #expect(tomorrow.layerKeys[2] != today.layerKeys[2])
    #expect(tomorrow.layerKeys[3] != today.layerKeys[3])
    base.dependsOnOutside = true
    #expect(
      try plan(steps, base: base).baseKey
        != plan(steps, base: base, day: "tomorrow").baseKey)
  }

  @Test func titleAndTimeoutDecideNothing() throws {
    var renamed = three
    renamed[0].title = "another name"
    renamed[0].limit = .seconds(1)
    #expect(try plan(renamed).layerKeys == plan(three).layerKeys)
  }

  @Test func thePlaceOfAStepDecides() throws {
    var moved = three
    moved[2].place = .builder
    #expect(try plan(moved).layerKeys[3] != plan(three).layerKeys[3])
  }

  @Test func theContentOfAFileDecidesItsNameDoesNot() throws {
    let folder = try TemporaryFolder()
    var step = FakeStep("copy")
    step.file = try folder.write("a", "content")
    let before = try plan([step]).layerKeys
    step.file = try folder.write("b", "content")
    #expect(try plan([step]).layerKeys == before)
    _ = try folder.write("b", "changed")
    let after = try plan([step]).layerKeys
    #expect(after[0] == before[0])
    #expect(after[1] != before[1])
    step.file = folder.path.appending("missing")
    #expect(throws: BuildError.self) { try plan([step]) }
  }

  /// What comes after the layers is in the key of the whole build only.
  @Test func sealingTheRecipesTextAndTheToolDecideTheBuild() throws {
    let before = try plan(three)
    for after in [
      try plan(three, sealing: FakeStep("seal less")),
      try plan(three, recipe: .sample(digest: "a comment was added")),
      try plan(three, toolVersion: "2"),
    ] {
      #expect(after.layerKeys == before.layerKeys)
      #expect(after.key != before.key)
    }
  }

  @Test func theSizeOfTheDiskDecides() throws {
    var grown = three
    grown[1] = grown[1].wanting(.gibibytes(8))
    let (before, after) = (try plan(three), try plan(grown))
    #expect(after.layerKeys.prefix(2) == before.layerKeys.prefix(2))
    #expect(after.layerKeys[2] != before.layerKeys[2])
    grown[1] = grown[1].wanting(.gibibytes(9))
    #expect(try plan(grown).layerKeys[2] != after.layerKeys[2])
  }

  @Test func finishingStepsComeFirst() throws {
    let base = FakeBase(finishingSteps: [FakeStep("finish")])
    let plan = try plan(three, base: base)
    #expect(plan.steps.map(\.activity.id) == ["base-1", "step-1", "step-2", "step-3"])
    #expect(plan.steps.map(\.activity.title).first == "write finish")
    #expect(plan.layerKeys.count == 5)
  }
}

@Suite struct StepGroupTests {
  @Test(arguments: [
    ("", [0]), ("a", [1]), ("aaa", [3]), ("ab", [1, 1, 0]), ("aabba", [2, 2, 1]),
    ("bab", [1, 1, 1, 0]),
  ])
  func neighboursShareALaunch(places: String, sizes: [Int]) throws {
    let steps = places.enumerated().map {
      FakeStep("\($0.offset)", in: $0.element == "a" ? .appliance : .builder)
    }
    let plan = try BuildPlan(
      recipe: .sample(), base: FakeBase(), steps: steps, sealing: FakeStep("seal"), day: "",
      toolVersion: "1")
    let groups = StepGroup.grouping(plan.steps)
    #expect(groups.map(\.steps.count) == sizes)
    #expect(groups.flatMap(\.steps).map(\.key) == plan.steps.map(\.key))
    #expect(groups.allSatisfy { group in group.steps.allSatisfy { $0.step.place == group.place } })
    #expect(groups.map(\.isSealed) == sizes.dropLast().map { _ in false } + [true])
    #expect(groups.last?.place == .appliance)
    #expect(groups.last?.activities.last == .seal)
  }

  /// Each digit is what a step wants, in GiB; 0 for nothing.
  @Test(arguments: [
    ("", "000", [3]), ("", "050", [1, 2]), ("", "500", [3]), ("", "0505", [1, 3]),
    ("", "0567", [1, 1, 1, 1]), ("", "0755", [1, 3]), ("7", "055", [3]), ("7", "080", [1, 2]),
  ])
  func aLargerDiskBeginsAGroup(done: String, sizes: String, groups: [Int]) throws {
    let steps = (done + sizes).enumerated().map { index, digit in
      let size = Int64(digit.wholeNumberValue ?? 0)
      return size == 0
        ? FakeStep("\(index)") : FakeStep("\(index)").wanting(.gibibytes(size))
    }
    let planned = try BuildPlan(
      recipe: .sample(), base: FakeBase(), steps: steps, sealing: FakeStep("seal"), day: "",
      toolVersion: "1"
    ).steps
    let found = StepGroup.grouping(
      planned.dropFirst(done.count), after: planned.prefix(done.count))
    #expect(found.map(\.steps.count) == groups)
  }

  @Test func theNoteCounts() throws {
    let plan = try BuildPlan(
      recipe: .sample(), base: FakeBase(),
      steps: [FakeStep("1"), FakeStep("2"), FakeStep("3", in: .builder)],
      sealing: FakeStep("seal"), day: "", toolVersion: "1")
    #expect(
      StepGroup.grouping(plan.steps).map(\.note) == ["once for 2 steps", "for 1 step", nil])
    #expect(
      StepGroup.grouping(plan.steps.prefix(2)).map(\.note) == ["once for 2 steps and the seal"])
  }
}
