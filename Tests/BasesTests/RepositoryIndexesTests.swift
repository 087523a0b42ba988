import BuildFoundation
import Foundation
import Pipeline
import Synchronization
import TestSupport
import Testing

@testable import Bases

@Suite struct RepositoryIndexesTests {
  private let fetching: Fetching
  private let apt = GuestRepository(
    .apt, at: "http://mirror/debian/", suite: "bookworm", components: ["main"],
    architectures: ["amd64"])

  init() throws { fetching = try Fetching() }

  private func state(
    of repository: GuestRepository, _ content: @escaping @Sendable (String) throws -> String
  ) async throws -> String? {
    try await RepositoryIndexes(store: PinStore(downloads: fetching.downloads)) { url, _ in
      Array(try content(url.text).utf8)
    }.state(of: repository, report: fetching.report)
  }

  private static func failure(_ reason: String, mayPass: Bool) -> TransferFailure {
    TransferFailure(BuildError(.buildFailed, "fetching x: \(reason)"), mayPass: mayPass)
  }

  @Test(
    arguments: [
      (
        GuestRepository(.apt, at: "http://m/d/", suite: "a/b", components: ["main"]),
        "http://m/d/dists/a/b/InRelease"
      ),
      (GuestRepository(.apt, at: "https://m", suite: "./"), "https://m/./InRelease"),
      (GuestRepository(.rpm, at: "http://m/os/"), "http://m/os/repodata/repomd.xml"),
      (GuestRepository(.apk, at: "http://m/main/x86_64"), "http://m/main/x86_64/APKINDEX.tar.gz"),
    ] as [(GuestRepository, String)])
  func eachFormHasItsIndex(repository: GuestRepository, url: String) async throws {
    let asked = Mutex<[String]>([])
    let state = try await state(of: repository) { text in
      asked.withLock { $0.append(text) }
      return "content"
    }
    #expect(state != nil)
    #expect(asked.withLock { $0 } == [url])
  }

  @Test(arguments: [
    "file:///srv/repo", "cdrom:/", "/media/cdrom/apks", "tor+http://m", "mirror+file:/etc/mirrors",
    "http://user:password@m/d", "http://m/d?token=1", "hd:///x", "",
  ])
  func whatIsNotForThisHostIsNotAsked(address: String) async throws {
    let state = try await state(of: GuestRepository(.rpm, at: address)) { _ in
      Issue.record("asked")
      return ""
    }
    #expect(state == nil)
  }

  @Test(arguments: [
    ("Date: 1", "Date: 2", true), ("aaaa", "ffff", false), ("bbbb", "ffff", true),
    ("cccc", "ffff", true),
  ])
  func onlyPackagesOfTheGuestDecide(from: String, to: String, isSame: Bool) async throws {
    let release = """
      Date: 1
      SHA256:
       aaaa 1 main/binary-amd64/Packages.xz
       bbbb 1 main/binary-arm64/Packages.xz
       cccc 1 contrib/binary-amd64/Packages.xz
      """
    let first = try await state(of: apt) { _ in release }
    let second = try await state(of: apt) { _ in release.replacing(from, with: to) }
    #expect((first == second) == isSame)
  }

  @Test func aFlatRepositoryHasItsListsBesideTheFile() async throws {
    let flat = GuestRepository(.apt, at: "http://m", suite: "./", architectures: ["amd64"])
    let release = "Date: 1\nSHA256:\n aaaa 1 Packages.gz\n"
    let first = try await state(of: flat) { _ in release }
    #expect(try await state(of: flat) { _ in release.replacing("Date: 1", with: "") } == first)
    #expect(try await state(of: flat) { _ in release.replacing("aaaa", with: "b") } != first)
  }

  @Test func aReleaseWithoutSignatureInItServes() async throws {
    let state = try await state(of: apt) { text in
      guard text.hasSuffix("/Release") else { throw Self.failure("status 404", mayPass: false) }
      return "content"
    }
    #expect(state == Digest.sha256("content").description)
  }

  @Test func theLastStateServesWhileTheMirrorIsDown() async throws {
    let down: @Sendable (String) throws -> String = { _ in
      throw Self.failure("no route", mayPass: true)
    }
    #expect(try await state(of: apt, down) == nil)
    let first = try await state(of: apt) { _ in "content" }
    #expect(try await state(of: apt, down) == first)
    let day = Date.now.formatted(.iso8601.year().month().day())
    #expect(
      fetching.warnings == [
        "fetching x: no route; its packages are taken for those of today",
        "fetching x: no route; taking its packages for those of \(day)",
      ])
    // One that is there, and has nothing for us, is not down.
    let refusing = try await state(of: apt) { _ in throw Self.failure("401", mayPass: false) }
    #expect(refusing == nil)
    #expect(fetching.warnings.count == 2)
  }

  @Test(.needs("curl", "flock")) func eachFileIsAskedForOnce() async throws {
    let server = try FileServer(["repo/repodata/repomd.xml": Array("one".utf8)])
    let repository = GuestRepository(.rpm, at: server.url("repo"))
    let files = IndexFiles()
    func state() async throws -> String? {
      try await RepositoryIndexes(downloads: fetching.downloads, files: files)
        .state(of: repository, report: fetching.report)
    }
    async let first = state()
    async let second = state()
    let states = try await [first, second]
    #expect(states == [Digest.sha256("one").description, Digest.sha256("one").description])
    #expect(server.requests.count == 1)
    server["repo/repodata/repomd.xml"]?.content = Array("two".utf8)
    #expect(try await state() == states[0])
  }

  @Test(.needs("curl", "flock")) func whoGivesUpTakesNothingFromOthers() async throws {
    let server = try FileServer(["index": Array("one".utf8)])
    server["index"]?.delay = 0.5
    let files = IndexFiles()
    let (url, fetcher) = (DownloadURL(server.url("index")), fetching.fetcher)
    let first = Task { try await files.content(of: url, by: fetcher) }
    while server.requests.isEmpty { await Task.yield() }
    async let second = files.content(of: url, by: fetcher)
    first.cancel()
    #expect(try await second == Array("one".utf8))
    await #expect(throws: (any Error).self) { try await first.value }
    #expect(try await files.content(of: url, by: fetcher) == Array("one".utf8))
  }
}
