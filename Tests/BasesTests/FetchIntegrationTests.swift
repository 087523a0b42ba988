import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

/// Fetching from a server that breaks off, moves, lies and is gone.
@Suite(.timeLimit(.minutes(5)), .needs("curl"))
struct FetchIntegrationTests {
  private static let content = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }

  private let server: FileServer
  private let fetching: Fetching

  init() throws {
    server = try FileServer(["a/disk.img": Self.content, "b/disk.img": Self.content])
    fetching = try Fetching()
  }

  private func pinned(_ urls: String..., content: [UInt8] = content) -> PinnedFile {
    PinnedFile(
      FileSource(.urls(urls.map { located(server.url($0)) })), .sha256(content))
  }

  private func isWhole(_ file: FilePath) -> Bool {
    FileManager.default.contents(atPath: file.string) == Data(Self.content)
  }

  @Test func aFileIsFetchedOnceAndKeptByDigest() async throws {
    let file = try await fetching.fetcher.file(pinned("a/disk.img"))
    #expect(isWhole(file))
    #expect(file.lastComponent?.string == "sha256-\(Digest.sha256(Self.content).hex)")
    #expect(try await fetching.fetcher.file(pinned("b/disk.img")) == file)
    #expect(server.requests == ["a/disk.img"])
    #expect(fetching.partial == [])
  }

  @Test func aCutConnectionIsResumed() async throws {
    server["a/disk.img"]?.cut = 150_000
    #expect(try await isWhole(fetching.fetcher.file(pinned("a/disk.img"))))
    #expect(server.requests == ["a/disk.img", "a/disk.img from 150000"])
  }

  /// What a build leaves that was killed, the next one goes on with, from any mirror.
  @Test func anInterruptedFetchIsResumedLater() async throws {
    let folder = try DownloadFolder(fetching.downloads)
    let partial = folder.partial("sha256-\(Digest.sha256(Self.content).hex)")
    try Data(Self.content.prefix(1000)).write(to: URL(filePath: partial.string))
    #expect(try await isWhole(fetching.fetcher.file(pinned("b/disk.img"))))
    #expect(server.requests == ["b/disk.img from 1000"])
  }

  @Test(arguments: [
    (Array(repeating: UInt8(1), count: 1000), false), (content, false),
    (content + [1, 2, 3], false), (Array(content.prefix(5000)), true),
  ])
  func whatDoesNotFitIsFetchedAnew(left: [UInt8], ignoresRanges: Bool) async throws {
    server["a/disk.img"]?.ignoresRanges = ignoresRanges
    let folder = try DownloadFolder(fetching.downloads)
    let partial = folder.partial("sha256-\(Digest.sha256(Self.content).hex)")
    try Data(left).write(to: URL(filePath: partial.string))
    #expect(try await isWhole(fetching.fetcher.file(pinned("a/disk.img"))))
  }

  @Test func aWrongDigestShowsBothAndKeepsNothing() async throws {
    server["a/disk.img"]?.content = Array("something else".utf8)
    let error = await #expect(throws: BuildError.self) {
      try await fetching.fetcher.file(pinned("a/disk.img"))
    }
    let message = try #require(error?.message)
    #expect(message.contains(Digest.sha256(Self.content).hex))
    #expect(message.contains(Digest.sha256("something else").hex))
    #expect(message.contains(server.url("a/disk.img")) && error?.hint != nil)
    #expect(fetching.kept == [] && fetching.partial == [])
  }

  @Test func theNextMirrorIsTried() async throws {
    server["a/disk.img"]?.content = Array("something else".utf8)
    server["overloaded"] = FileServer.File(content: [], status: 503)
    server["page"] = FileServer.File(
      content: Array("<html>".utf8), type: "text/html; charset=utf-8")
    let file = try await fetching.fetcher.file(
      pinned("gone.img", "overloaded", "page", "a/disk.img", "b/disk.img"))
    #expect(isWhole(file))
    let expected = ["status 404", "status 503", "a web page", "its sha256 is"]
    #expect(fetching.warnings.count == expected.count)
    for (warning, text) in zip(fetching.warnings, expected) {
      #expect(warning.contains(text) && warning.hasSuffix("; trying the next mirror"), "\(warning)")
    }
    #expect(server.requests.filter { $0 == "overloaded" }.count == Transfer.attempts)
  }

  @Test func withoutAnyMirrorAllReasonsAreTold() async throws {
    let error = await #expect(throws: BuildError.self) {
      try await fetching.fetcher.file(pinned("one.img", "two.img"))
    }
    #expect(error?.message.contains("none of 2 mirrors has it") == true)
    #expect(error?.output.count == 2)
    #expect(error?.output.allSatisfy { $0.contains("status 404") } == true)
  }

  @Test func nobodyListensIsTold() async throws {
    let closed = PinnedFile(
      source("http://user:secret@127.0.0.1:1/disk.img?token=secret"), .sha256(Self.content))
    let error = await #expect(throws: BuildError.self) { try await fetching.fetcher.file(closed) }
    #expect(error?.message.hasPrefix("fetching http://127.0.0.1:1/disk.img?…: ") == true)
    #expect("\(try #require(error))\(fetching.events.events)".contains("secret") == false)
    #expect(error?.hint?.contains("http_proxy") == true)
  }

  @Test func twoBuildsFetchOnce() async throws {
    server["a/disk.img"]?.delay = 0.3
    async let first = fetching.fetcher.file(pinned("a/disk.img"))
    async let second = fetching.fetcher.file(pinned("a/disk.img"))
    let files = try await [first, second]
    #expect(files[0] == files[1] && isWhole(files[0]))
    #expect(server.requests == ["a/disk.img"])
  }

  @Test func cancellingEndsTheFetch() async throws {
    server["a/disk.img"]?.delay = 60
    let task = Task { try await fetching.fetcher.file(pinned("a/disk.img")) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    // The lock is free, and no curl holds the file.
    server["a/disk.img"]?.delay = 0
    #expect(try await isWhole(fetching.fetcher.file(pinned("a/disk.img"))))
  }

  // MARK: Without a checksum

  @Test func aFileWithoutAChecksumIsPinnedByWhatCame() async throws {
    let unknown = source(server.url("a/disk.img"))
    let first = try await fetching.fetcher.pin(unknown)
    #expect(first.digest == .sha256(Self.content))
    #expect(fetching.warnings.first?.contains("disk.img has no `checksum`") == true)
    // What did not change is not fetched again; what did is.
    #expect(try await fetching.fetcher.pin(unknown) == first)
    #expect(fetching.kept.count == 1 && fetching.partial == [])
    server["a/disk.img"]?.content = Array("a newer one".utf8)
    #expect(try await fetching.fetcher.pin(unknown).digest == .sha256("a newer one"))
    #expect(server.requests.count == 3)
    #expect(try await isWhole(fetching.fetcher.file(first)))
  }

  @Test func aHalfWithoutAChecksumIsResumedOnlyIfItIsTheSame() async throws {
    let unknown = source(server.url("a/disk.img"))
    server["a/disk.img"]?.cut = 100_000
    #expect(try await fetching.fetcher.pin(unknown).digest == .sha256(Self.content))
    #expect(server.requests.last == "a/disk.img from 100000")
  }
}
