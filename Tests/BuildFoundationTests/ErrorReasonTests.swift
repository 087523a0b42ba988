import BuildFoundation
import Foundation
import SystemPackage
import Testing

@Suite struct ErrorReasonTests {
  @Test func filesFailInTheSystemsWords() throws {
    let error = #expect(throws: (any Error).self) {
      try FileManager.default.createDirectory(
        atPath: "/dev/null/folder", withIntermediateDirectories: true)
    }
    #expect(error?.reason == "Not a directory")
    let missing = #expect(throws: (any Error).self) {
      try FileManager.default.attributesOfItem(atPath: "/no/such/file")
    }
    #expect(missing?.reason == "No such file or directory")
  }

  @Test func otherErrorsSpeakForThemselves() {
    #expect(BuildError(.host, "doing this: that").reason == "doing this: that")
    #expect(Errno.noSpace.reason == "No space left on device")
  }
}
