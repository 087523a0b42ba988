import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Bases

/// A local base is hashed once, and again when anything has touched it.
@Suite struct LocalDigestTests {
  private let folder: TemporaryFolder
  private let later = Date.now.addingTimeInterval(60)

  init() throws { folder = try TemporaryFolder() }

  /// The digest, and whether it was computed.
  private func digest(_ file: FilePath, now: Date) async throws -> (Digest, Bool) {
    var isComputed = false
    let digest = try await LocalDigests(downloads: folder.path).sha256(of: file, now: now) {
      isComputed = true
      return try Digest.sha256(ofFile: file)
    }
    return (digest, isComputed)
  }

  @Test func aFileThatNobodyTouchedIsHashedOnce() async throws {
    let file = try folder.write("base.img", "one")
    #expect(try await digest(file, now: later) == (.sha256("one"), true))
    #expect(try await digest(file, now: later) == (.sha256("one"), false))
    // Same size, and a time of change that somebody has set back.
    var status = stat()
    #expect(stat(file.string, &status) == 0)
    _ = try folder.write("base.img", "two")
    let times = [status.st_mtim, status.st_mtim]
    #expect(utimensat(AT_FDCWD, file.string, times, 0) == 0)
    #expect(try await digest(file, now: later) == (.sha256("two"), true))
    #expect(try await digest(file, now: later) == (.sha256("two"), false))
  }

  /// Within a tick of the clock a second change leaves no trace.
  @Test func aFileThatWasJustChangedIsHashedEachTime() async throws {
    let file = try folder.write("base.img", "one")
    #expect(try await digest(file, now: .now) == (.sha256("one"), true))
    #expect(try await digest(file, now: .now) == (.sha256("one"), true))
  }
}
