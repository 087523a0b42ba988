import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import Testing

@testable import Bases

/// Domains that are looked up without a libvirt.
private struct FakeDomains: DomainDisks {
  var state: String?
  var failure: BuildError?

  func find(
    domain: String, disk: String?, on connection: String?
  ) async throws -> FoundDomainDisk {
    if let failure { throw failure }
    return FoundDomainDisk(
      connection: connection ?? "default", domain: domain, uuid: "u-\(domain)",
      target: disk ?? "vda", size: .gibibytes(4), state: state)
  }

  func copy(
    _ disk: FoundDomainDisk, to path: FilePath, scratch: BuildScratch, report: StepReport
  ) async throws -> [String: String] { ["copied": "\(disk.domain) to \(path)"] }
}

@Suite struct CapturedDomainTests {
  private let location = Recipes.SourceLocation(file: "web.yml", line: 4, column: 11)

  private func pin(
    _ domains: FakeDomains, name: String = "web", disk: String? = nil,
    connection: String? = nil, user: String? = nil, size: ByteCount? = nil
  ) async throws -> any BuildBase {
    let recipe = Recipe(
      path: "/web.yml", folder: "/", digest: .sha256(""), name: Located("web", at: location),
      base: Located(
        .domain(
          DomainBase(
            name: Located(name, at: location),
            connection: connection.map { Located($0, at: location) },
            disk: disk.map { Located($0, at: location) })), at: location),
      diskSize: size.map { Located($0, at: location) })
    return try await RecipeBase.pin(
      recipe, in: BaseEnvironment(downloads: "/", libvirtURI: user, domains: domains),
      report: StepReport("base", to: EventRecorder()))
  }

  private func key(_ base: any BuildBase) throws -> LayerKey {
    LayerKey(on: nil, try base.keyFields())
  }

  @Test func whatIsShutOffIsKnownByItsFiles() async throws {
    let first = try await key(pin(FakeDomains(state: "/a 1 2")))
    #expect(try await key(pin(FakeDomains(state: "/a 1 2"))) == first)
    #expect(try await key(pin(FakeDomains(state: "/a 1 3"))) != first)
    #expect(try await key(pin(FakeDomains(state: "/a 1 2"), name: "db")) != first)
    #expect(try await key(pin(FakeDomains(state: "/a 1 2"), disk: "vdb")) != first)
    #expect(try await key(pin(FakeDomains(state: "/a 1 2"), connection: "q:///s")) != first)
  }

  @Test func whatRunsIsNeverUsedAgain() async throws {
    let base = try await pin(FakeDomains(state: nil))
    #expect(try key(base) == key(base), "within a build it is the same")
    #expect(try await key(pin(FakeDomains(state: nil))) != key(base))
  }

  @Test(
    arguments: [
      (nil, nil, "default"), (nil, "user", "user"), ("recipe", "user", "recipe"),
    ] as [(String?, String?, String)])
  func theRecipesConnectionComesFirst(
    recipe: String?, user: String?, expected: String
  ) async throws {
    let base = try await pin(FakeDomains(), connection: recipe, user: user)
    #expect(try base.keyFields().contains(KeyField("connection", expected)))
  }

  @Test func aLargerDiskGrowsAfterwards() async throws {
    #expect(try await pin(FakeDomains()).finishingSteps.isEmpty)
    let steps = try await pin(FakeDomains(), size: .gibibytes(8)).finishingSteps
    #expect(steps.map(\.diskSize) == [.gibibytes(8)])
    let error = await #expect(throws: BuildError.self) {
      try await pin(FakeDomains(), size: .gibibytes(2))
    }
    #expect(error?.message.hasPrefix("web.yml:4:11: reading the disk's size: ") == true)
  }

  /// The host's faults are not the recipe's.
  @Test(arguments: [
    (BuildError.Code.recipe, "web.yml:4:11: no"), (.host, "no"),
  ])
  func faultsOfTheRecipeSayWhere(code: BuildError.Code, message: String) async {
    let error = await #expect(throws: BuildError.self) {
      try await pin(FakeDomains(failure: BuildError(code, "no")))
    }
    #expect(error?.message == message)
  }

  @Test func theDiskIsCopied() async throws {
    let base = try await pin(FakeDomains())
    #expect(base.title == "capture vda of the domain web")
    #expect(base.layout == nil)
    let scratch = BuildScratch(
      id: "1", folder: "/", onProcess: { _, _ in }, partialOutput: { $0 })
    let inputs = try await base.makeDisk(
      at: "/disk", scratch: scratch, host: FakeInstallerHost(),
      report: StepReport("base", to: EventRecorder()))
    #expect(inputs == ["copied": "web to /disk"])
  }
}
