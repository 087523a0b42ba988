import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Bases

@Suite struct DownloadCacheTests {
  private let folder: TemporaryFolder
  private let now = Date(timeIntervalSince1970: 2e9)

  init() throws { folder = try TemporaryFolder() }

  private func make(_ name: String, days: Double) throws {
    let file = try folder.write(name, "content")
    let time = timespec(tv_sec: Int(now.timeIntervalSince1970 - days * 86_400), tv_nsec: 0)
    utimensat(AT_FDCWD, file.string, [time, time], 0)
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path.string)) ?? [])
      .filter { !$0.hasSuffix(".lock") }.sorted()
  }

  @Test func oldFilesGoUnlessTheyAreBeingFetched() throws {
    try make("sha256-aa", days: 40)
    try make("sha256-bb", days: 20)
    try make("sha256-cc.partial", days: 40)
    try make("sha256-cc.partial.headers", days: 40)
    try make("url-dd.partial", days: 40)
    let lock = try #require(try FileLock(folder.path.appending("sha256-cc.lock")))
    let cache = DownloadCache(folder.path)
    #expect(cache.count == 5)
    let since = now.addingTimeInterval(-30 * 86_400)
    #expect(try cache.prune(unusedSince: since, dryRun: true).count == 2)
    #expect(cache.count == 5)
    #expect(try cache.prune(unusedSince: since).count == 2)
    #expect(names == ["sha256-bb", "sha256-cc.partial", "sha256-cc.partial.headers"])
    withExtendedLifetime(lock) {}
  }

  @Test func whatIsUsedIsNew() throws {
    let digest = Digest.sha256("a")
    try make("sha256-\(digest.hex)", days: 40)
    let file = try DownloadFolder(folder.path).used(digest)
    var status = stat()
    #expect(stat(file.string, &status) == 0)
    #expect(abs(Double(status.st_mtim.tv_sec) - Date().timeIntervalSince1970) < 60)
  }

  @Test func noFolderIsNoFile() throws {
    let cache = DownloadCache(folder.path.appending("none"))
    #expect(cache.count == 0 && cache.size == ByteCount(bytes: 0))
    #expect(try cache.prune(unusedSince: now).count == 0)
  }
}
