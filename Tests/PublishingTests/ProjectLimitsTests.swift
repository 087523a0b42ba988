import BuildFoundation
import OpenStackClient
import Testing

@testable import Publishing

@Suite struct ProjectLimitsTests {
  private func obstacle(_ usage: [String: ImageUsage], _ bytes: Int64) -> String? {
    ProjectLimits(usage: usage).obstacle(to: ByteCount(bytes: bytes))
  }

  @Test func whatExceedsALimitIsKnownBeforeAnythingIsSent() {
    let size = ["image_size_total": ImageUsage(used: 90, limit: 100)]
    #expect(obstacle(size, 10 << 20) == nil)
    #expect(
      obstacle(size, (10 << 20) + 1)
        == "the project has 90 of 100 MiB of images, and this needs 11 more")
    let count = ["image_count_total": ImageUsage(used: 3, limit: 3)]
    #expect(obstacle(count, 1)?.contains("3 of 3 images") == true)
    #expect(obstacle(["image_size_total": ImageUsage(used: 90, limit: -1)], 1 << 40) == nil)
    #expect(obstacle([:], 1 << 40) == nil)
  }
}
