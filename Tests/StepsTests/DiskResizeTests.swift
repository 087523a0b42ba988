import BuildFoundation
import Pipeline
import Recipes
import Testing

@testable import Steps

@Suite struct DiskResizeTests {
  private func resize(_ size: ByteCount, _ path: String = "/srv") -> StepAction {
    .resize(ResizeStep(size: located(size), path: located(path)))
  }

  @Test func theDiskGrowsBeforeTheStep() throws {
    #expect(try step(resize(.gibibytes(10))).diskSize == .gibibytes(10))
    #expect(try step(resize(.gibibytes(10))).title == "resize: /srv, on a disk of 10 GiB")
  }

  @Test(arguments: [ByteCount.gibibytes(10), ByteCount(bytes: (10 << 30) - 511)])
  func theFileSystemFillsTheDisk(size: ByteCount) async throws {
    let guest = RecordingGuest(size: .gibibytes(10))
    try await apply(resize(size), to: guest)
    #expect(guest.calls == ["grow /srv"])
  }

  @Test func aShrinkIsRefused() async throws {
    let guest = RecordingGuest(size: .gibibytes(10))
    let error = await #expect(throws: BuildError.self) {
      try await apply(resize(.gibibytes(8)), to: guest)
    }
    #expect(error?.code == .recipe)
    #expect(
      error?.message == "resizing the disk to 8 GiB: it has 10 GiB already, and is never shrunk")
    #expect(guest.calls.isEmpty)
  }

  @Test func sizeAndPathDecideTheKey() throws {
    let keys = try [
      resize(.gibibytes(8)), resize(.gibibytes(9)), resize(.gibibytes(8), "/"),
    ].map { try key($0) }
    #expect(Set(keys).count == 3)
  }
}
