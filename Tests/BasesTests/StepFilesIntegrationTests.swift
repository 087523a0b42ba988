import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

/// The files of steps, from a server as vendors have them.
@Suite(.timeLimit(.minutes(5)), .needs("curl"))
struct StepFilesIntegrationTests {
  private static let content = Array("the package".utf8)
  private static let digest = Digest.sha256(content)

  private let server: FileServer
  private let fetching: Fetching

  init() throws {
    server = try FileServer(["a/x.msi": Self.content])
    fetching = try Fetching()
  }

  private func files(_ sources: FileSource...) async throws -> StepFiles {
    let steps = sources.enumerated().map { index, source in
      Recipes.Step(
        .guestAgent(GuestAgentStep(source: .fetched(source))),
        location: SourceLocation(file: "web.yml", line: index + 7, column: 5))
    }
    let recipe = Recipe(
      path: "web.yml", folder: "/", digest: .sha256("recipe"), name: located("web"),
      base: located(
        .bootstrap(BootstrapBase(distribution: located(.debian), suite: located("bookworm")))),
      diskSize: nil, steps: steps)
    return try await StepFiles.pinned(for: recipe, by: fetching.fetcher)
  }

  private func content(_ file: any StepFile) async throws -> Data? {
    let path = try await file.path(report: fetching.report) { _, _ in }
    return FileManager.default.contents(atPath: path.string)
  }

  @Test func aFileWithAChecksumIsFetchedWhenItIsWanted() async throws {
    let source = source(server.url("a/x.msi"), checksum: .literal(located(Self.digest)))
    let file = try #require(try await files(source)[source])
    #expect(file.digest == Self.digest)
    #expect(file.inputs == ["x.msi": Self.digest.description])
    #expect(server.requests == [])
    #expect(try await content(file) == Data(Self.content))
    #expect(try await content(file) == Data(Self.content))
    #expect(server.requests == ["a/x.msi"])
    #expect(fetching.warnings == [])
  }

  @Test func aFileWithoutAChecksumIsPinnedAsItComesWithAWarning() async throws {
    let source = source(server.url("a/x.msi"))
    let file = try #require(try await files(source)[source])
    #expect(file.digest == Self.digest)
    #expect(
      fetching.warnings == [
        "x.msi has no `checksum`: what the server sends is taken as it is"
      ])
    #expect(try await content(file) == Data(Self.content))
    #expect(server.requests == ["a/x.msi"])
  }

  @Test func aFileBesideTheRecipeIsCheckedToo() async throws {
    let path = try fetching.folder.write("x.msi", "the package")
    func source(_ digest: Digest) -> FileSource {
      let file = RecipeFile(
        name: "x.msi", path: path, isFolder: false, location: located(0).location)
      return FileSource(.file(file), checksum: .literal(located(digest)))
    }
    let right = source(Self.digest)
    let file = try #require(try await files(right)[right])
    #expect(try await content(file) == Data(Self.content))
    let wrong = source(.sha256("another"))
    let other = try #require(try await files(wrong)[wrong])
    await #expect(throws: BuildError.self) { try await content(other) }
  }

  @Test func anotherFileThanTheChecksumsIsRefused() async throws {
    let source = source(server.url("a/x.msi"), checksum: .literal(located(.sha256("other"))))
    let file = try #require(try await files(source)[source])
    let error = await #expect(throws: BuildError.self) { try await content(file) }
    #expect(error?.message.contains("its sha256 is \(Self.digest.hex)") == true)
    #expect(fetching.kept == [])
  }

  @Test func aFileThatIsNotThereIsSaidWithTheStepsLine() async throws {
    let here = source(server.url("a/x.msi"), checksum: .literal(located(Self.digest)))
    let error = await #expect(throws: BuildError.self) {
      try await files(here, source(server.url("a/none.msi")))
    }
    #expect(error?.message.hasPrefix("web.yml:8:5: fetching \(server.url("a/none.msi")): ") == true)
  }
}
