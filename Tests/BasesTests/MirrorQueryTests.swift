import BuildFoundation
import Foundation
import Recipes
import TestSupport
import Testing

@testable import Bases

@Suite struct MirrorQueryTests {
  private static let release = """
    -----BEGIN PGP SIGNED MESSAGE-----
    Hash: SHA256

    Origin: Debian
    Suite: stable
    Date: Sat, 15 Nov 2025 10:00:00 UTC
    MD5Sum:
     11111111111111111111111111111111    100 main/binary-amd64/Packages
    SHA256:
     aaaa    100 main/binary-amd64/Packages
     bbbb     50 main/binary-amd64/Packages.xz
     cccc     50 main/binary-all/Packages.xz
     dddd     50 main/binary-arm64/Packages.xz
     eeee     50 contrib/binary-amd64/Packages.xz
    -----BEGIN PGP SIGNATURE-----
     SIGNATURE
    -----END PGP SIGNATURE-----

    """

  private let fetching: Fetching

  init() throws { fetching = try Fetching() }

  private func query(
    distribution: BootstrapBase.Distribution = .debian, suites: [String] = ["bookworm"],
    address: String = "http://mirror/debian/",
    _ release: @escaping @Sendable (DownloadURL) throws -> String
  ) -> MirrorQuery {
    MirrorQuery(
      base: BootstrapBase(distribution: located(distribution), suite: located(suites[0])),
      architecture: .amd64, store: PinStore(downloads: fetching.downloads),
      report: fetching.report,
      means: MirrorQuery.Means(
        sources: { _, _ in
          suites.map { PackageSource(address: address, suite: $0, components: ["main"]) }
        }, release: { Array(try release($0).utf8) }))
  }

  @Test func everySuiteThatIsInstalledFromCounts() async throws {
    let suites = ["bookworm", "bookworm-updates", "bookworm-security"]
    let state = try await query(suites: suites) { url in
      #expect(url.text.hasPrefix("http://mirror/debian/dists/bookworm"))
      return Self.release.replacing("aaaa", with: url.text)
    }.state()
    #expect(state.releases?.keys.sorted() == suites.enumerated().map { "\($0) \($1)" })
    #expect(Set(state.releases?.values.map { $0 } ?? []).count == 3)
  }

  /// Mirrors date and sign anew several times a day; that alone is no reason to build.
  @Test(arguments: [
    ("10:00:00", "16:00:00", true), (" SIGNATURE", " OTHER", true), ("dddd", "ffff", true),
    ("eeee", "ffff", true), ("1111", "2222", true), ("bbbb", "ffff", false),
    ("cccc", "ffff", false),
  ])
  func onlyPackagesDecide(from: String, to: String, isSame: Bool) async throws {
    let first = try await query { _ in Self.release }.state()
    let second = try await query { _ in Self.release.replacing(from, with: to) }.state()
    #expect((first == second) == isSame)
  }

  @Test func aReleaseWithoutListsCountsAsAWhole() async throws {
    let first = try await query { _ in "Origin: Debian\nDate: 1\n" }.state()
    #expect(try await query { _ in "Origin: Debian\nDate: 2\n" }.state() != first)
  }

  @Test func theLastStateServesWhileNoMirrorAnswers() async throws {
    let gone: @Sendable (DownloadURL) throws -> String = { _ in
      throw TransferFailure(BuildError(.buildFailed, "fetching x: no route"), mayPass: true)
    }
    let error = await #expect(throws: BuildError.self) { try await query(gone).state() }
    #expect(error?.message == "asking for the state of bookworm: fetching x: no route")
    #expect(error?.hint?.contains("`mirror:`") == true)
    let first = try await query { _ in Self.release }.state()
    #expect(try await query(gone).state() == first)
    let day = Date.now.formatted(.iso8601.year().month().day())
    #expect(
      fetching.warnings == ["fetching x: no route; taking the packages for those of \(day)"])
    // Another mirror's state is another's.
    await #expect(throws: BuildError.self) {
      try await query(address: "http://other", gone).state()
    }
  }

  @Test func aSuiteThatIsNotThereIsTheRecipesFault() async throws {
    _ = try await query { _ in Self.release }.state()
    let error = await #expect(throws: BuildError.self) {
      try await query { _ in
        throw TransferFailure(BuildError(.buildFailed, "fetching x: status 404"), mayPass: false)
      }.state()
    }
    #expect(error?.code == .recipe)
    #expect(error?.hint?.contains("suite's name") == true)
  }

  @Test func aSuiteOfAnotherDistributionIsTold() async throws {
    let error = await #expect(throws: BuildError.self) {
      try await query(distribution: .ubuntu) { _ in Self.release }.state()
    }
    #expect(error?.message.contains("bookworm is a suite of debian, not of ubuntu") == true)
    #expect(error?.hint == "write `distribution: debian`")
  }

  @Test func whatOnlyAptCanReadIsNotPinned() async throws {
    let state = try await query(address: "tor+http://mirror") { _ in "" }.state()
    #expect(state.releases == nil)
  }
}

@Suite struct PackageSourceTests {
  @Test(
    arguments: [
      ("deb http://m/debian bookworm main", "http://m/debian/dists/bookworm/InRelease"),
      (
        "deb [signed-by=\"/a b.gpg\"] http://m/u/ noble main universe",
        "http://m/u/dists/noble/InRelease"
      ),
      ("deb-src http://m/debian bookworm main", nil), ("# deb http://m a main", nil), ("", nil),
    ] as [(String, String?)])
  func linesAreRead(line: String, url: String?) {
    #expect(PackageSource(line: line[...])?.release.text == url)
  }

  @Test(.needs("mmdebstrap")) func mmdebstrapTellsItsSources() async throws {
    let fetching = try Fetching()
    let means = MirrorQuery.Means.real(fetching.fetcher)
    let base = BootstrapBase(distribution: located(.debian), suite: located("bookworm"))
    let sources = try await means.sources(base, "amd64")
    #expect(sources.map(\.suite) == ["bookworm", "bookworm-updates", "bookworm-security"])
    #expect(sources.allSatisfy { $0.isReadable && $0.components == ["main"] })
    var own = base
    own.mirror = located("http://mirror/debian")
    #expect(try await means.sources(own, "amd64").map(\.address) == ["http://mirror/debian"])
  }
}
