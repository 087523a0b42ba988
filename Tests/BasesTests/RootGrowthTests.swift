import BuildFoundation
import Pipeline
import Recipes
import Testing

@testable import Bases

@Suite struct RootGrowthTests {
  private func wanted(_ size: ByteCount) -> Located<ByteCount> {
    Located(size, at: Recipes.SourceLocation(file: "web.yml", line: 3, column: 7))
  }

  @Test func aLargerDiskGrows() throws {
    let steps = try RootGrowth.steps(from: .gibibytes(4), to: wanted(.gibibytes(10)))
    #expect(steps.map(\.diskSize) == [.gibibytes(10)])
    #expect(steps.map(\.title) == ["grow the disk to 10 GiB"])
    #expect(steps.map(\.place) == [.appliance])
  }

  @Test func theBasesOwnSizeNeedsNothing() throws {
    #expect(try RootGrowth.steps(from: .gibibytes(4), to: nil).isEmpty)
    #expect(try RootGrowth.steps(from: .gibibytes(4), to: wanted(.gibibytes(4))).isEmpty)
  }

  @Test func aShrinkIsRefusedWhereTheRecipeAsksForIt() {
    let error = #expect(throws: BuildError.self) {
      try RootGrowth.steps(from: .gibibytes(4), to: wanted(.gibibytes(2)))
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.hasPrefix("web.yml:3:7: ") == true)
    #expect(error?.message.contains("2 GiB is less than the base has, 4 GiB") == true)
  }
}
