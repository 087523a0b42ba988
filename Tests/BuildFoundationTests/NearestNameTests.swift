import BuildFoundation
import Testing

@Suite("Nearest names")
struct NearestNameTests {
  @Test(
    "a slip is recognised, an unrelated word is not",
    arguments: [
      ("instal", "install"), ("isntall", "install"), ("INSTALL", "install"), ("remvoe", "remove"),
      ("hw_disk_bsu", "hw_disk_bus"), ("zzz", nil), ("", nil), ("i", nil),
      (String(repeating: "i", count: 100), nil),
    ])
  func nearest(_ name: String, _ expected: String?) {
    #expect(nearestName(to: name, in: ["install", "remove", "hw_disk_bus", "no"]) == expected)
  }

  @Test("of several near names the nearest wins, of equals the first")
  func best() {
    #expect(nearestName(to: "mask", in: ["task", "masks", "mask"]) == "mask")
    #expect(nearestName(to: "cpu", in: ["cpus", "cpux"]) == "cpus")
  }
}
