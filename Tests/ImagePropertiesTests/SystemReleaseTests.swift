import ImageProperties
import Testing

@Suite("Releases that a host's database may lack")
struct SystemReleaseTests {
  @Test(
    arguments: [
      ("debian", "13", "debian13"), ("debian", "13.2", "debian13"), ("rocky", "10.1", "rocky10"),
      ("rhel", "10.1", "rhel10.0"), ("ubuntu", "24.04", "ubuntu24.04"), ("ubuntu", "24.07", nil),
      ("alpinelinux", "3.20", "alpinelinux3.20"), ("alpinelinux", "3", nil), ("debian", "11", nil),
      ("nosuch", "1", nil), ("debian", "", nil),
    ] as [(String, String, String?)])
  func finding(distribution: String, version: String, found: String?) {
    let release = SystemRelease.find(distribution: distribution, version: version)
    #expect(release?.shortID == found)
  }

  @Test(arguments: [
    ("debian", "13.2", "13"), ("rhel", "10.1", "10.1"), ("ubuntu", "24.04", "24.04"),
  ])
  func aDiskKeepsItsOwnVersion(distribution: String, version: String, stamped: String) {
    let release = SystemRelease.find(distribution: distribution, version: version)
    #expect(release?.version(of: version) == stamped)
  }

  @Test func everyReleaseIsThereOnce() {
    let names = SystemRelease.supplement.map(\.shortID)
    #expect(Set(names).count == names.count)
  }

  @Test(
    "Windows is known by its build, or else by what it calls itself",
    arguments: [
      (26100, true, "", "2025"), (20348, true, "", "2022"), (17763, true, "", "2019"),
      (14393, true, "", "2016"), (9600, true, "", "2012R2"), (9200, true, "", "2012"),
      (7601, true, "", "2008R2"), (6002, true, "", ""), (22631, false, "Windows 10 Pro", "11"),
      (19045, false, "Windows 10 Pro", "10"), (9600, false, "Windows 8.1", ""),
      (nil, true, "Windows Server 2022 Standard", "2022"),
      (nil, true, "Windows Server 2012 R2 Datacenter", "2012R2"),
      (nil, false, "Windows 10 Pro", "10"), (nil, false, "Windows Vista", ""),
    ] as [(Int?, Bool, String, String)])
  func windows(build: Int?, isServer: Bool, name: String, version: String) {
    #expect(
      WindowsRelease.version(build: build, isServer: isServer, productName: name) == version)
  }
}

@Suite struct WindowsReleaseTests {
  /// A database that is older than a release knows the one before.
  @Test(arguments: [
    ("2025", "win2k25", "win2k22"), ("2012R2", "win2k12r2", "win2k12"), ("11", "win11", "win10"),
  ])
  func libosinfoMayKnowTheReleaseBefore(version: String, own: String, before: String) {
    #expect(WindowsRelease.osinfoIDs(of: version).prefix(2) == [own, before])
  }

  @Test func theOldestServerIsTheLast() {
    #expect(WindowsRelease.osinfoIDs(of: "2012").suffix(2) == ["win2k12", "win2k8r2"])
    #expect(WindowsRelease.osinfoIDs(of: "").isEmpty)
  }
}
