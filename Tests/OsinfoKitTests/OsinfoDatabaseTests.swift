import BuildFoundation
import OsinfoKit
import Testing

/// The tests read the machine's own database: every release of osinfo-db since 2022 has these systems.
struct OsinfoDatabaseTests {
  /// Read once: it takes a second or more.
  private static let loading = Task { try await OsinfoDatabase.load() }
  private var database: OsinfoDatabase {
    get async throws { try await Self.loading.value }
  }

  @Test(arguments: [
    ("debian", "11", "debian11", "http://debian.org/debian/11"),
    ("Debian", "11.6", "debian11", "http://debian.org/debian/11"),
    ("ubuntu", "22.04", "ubuntu22.04", "http://ubuntu.com/ubuntu/22.04"),
    ("rocky", "8", "rocky8", "http://rockylinux.org/rocky/8"),
  ])
  func findsByDistributionAndVersion(
    distro: String, version: String, shortID: String, id: String
  ) async throws {
    let system = try #require(
      try await database.find(distro: distro, version: version))
    #expect(system.shortID == shortID)
    #expect(system.id == id)
    #expect(system.family == "linux")
  }

  @Test(arguments: [("debian", "9999"), ("debian", "1100"), ("nosuchdistro", "1"), ("debian", "")])
  func doesNotInventSystems(distro: String, version: String) async throws {
    #expect(try await database.find(distro: distro, version: version) == nil)
  }

  @Test func tellsWhatDebianNeeds() async throws {
    let system = try #require(try await database.find(distro: "debian", version: "11"))
    #expect(system.version == "11")
    #expect(system.codename == "bullseye")
    #expect(system.releaseDate == "2021-08-14")
    let minimum = try #require(system.minimumRAM)
    #expect(minimum >= .mebibytes(128) && minimum <= .gibibytes(2))
    #expect(try #require(system.minimumStorage) >= .gibibytes(1))
    #expect(try #require(system.recommendedRAM) >= minimum)
  }

  @Test func findsWindowsByShortName() async throws {
    let system = try #require(try await database.find(shortID: "win2k22"))
    #expect(system.family == "winnt")
    #expect(system.distro == "win")
    #expect(try await database.find(shortID: "nosuchsystem") == nil)
  }

  @Test func listsAFamilyOnly() async throws {
    let database = try await database
    let windows = await database.systems(family: "winnt")
    #expect(windows.contains { $0.shortID == "win2k19" })
    #expect(windows.allSatisfy { $0.family == "winnt" })
    #expect(windows.map(\.shortID) == windows.map(\.shortID).sorted())
    #expect(await database.systems(family: "nosuchfamily").isEmpty)
  }

  /// What is left out when a distribution is named must not change what is known of its systems.
  @Test func oneDistributionIsKnownAsInTheWholeDatabase() async throws {
    let whole = try await database
    for distribution in [
      "debian", "ubuntu", "rocky", "rhel", "centos", "sles", "win", "alpinelinux",
    ] {
      let part = try await OsinfoDatabase.load(distribution)
      let systems = await whole.systems(of: distribution)
      #expect(!systems.isEmpty, "\(distribution)")
      #expect(await Set(part.systems(of: distribution)) == Set(systems), "\(distribution)")
    }
    let unknown = try await OsinfoDatabase.load("nosuchdistro")
    #expect(await unknown.find(distro: "debian", version: "11") != nil)
  }

  @Test func valuesOutliveTheDatabase() async throws {
    var systems: [OsinfoSystem] = []
    for _ in 0..<2 {
      systems = try await OsinfoDatabase.load().systems(family: "linux")
    }
    #expect(systems.count > 100)
    #expect(systems.allSatisfy { !$0.shortID.isEmpty && $0.id.hasPrefix("http") })
  }
}
