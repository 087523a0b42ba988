import BuildFoundation
import Testing

@testable import BuildHistory

@Suite struct DifferenceTests {
  private func difference(_ old: RunDetails, _ new: RunDetails) throws -> BuildDifference {
    try #require(BuildDifference(from: old, to: new))
  }

  @Test func packagesAreAddedRemovedAndUpgraded() throws {
    let changes = PackageChange.changes(
      from: [.init("a", "1"), .init("b", "1"), .init("c", "2"), .init("d", "1")],
      to: [.init("a", "1"), .init("c", "10"), .init("d", "1~rc1"), .init("e", "3")])
    #expect(
      changes == [
        PackageChange(kind: .removed, name: "b", old: ["1"], new: []),
        PackageChange(kind: .upgraded, name: "c", old: ["2"], new: ["10"]),
        PackageChange(kind: .downgraded, name: "d", old: ["1"], new: ["1~rc1"]),
        PackageChange(kind: .added, name: "e", old: [], new: ["3"]),
      ])
  }

  /// RPM keeps the last kernels beside each other, under one name.
  @Test(arguments: [
    (["5.9", "5.10"], ["5.10", "5.11"], PackageChange.Kind.upgraded),
    (["5.9"], ["5.9", "5.10"], .upgraded), (["5.9", "5.10"], ["5.10"], .removed),
    (["5.10"], ["5.9", "5.10"], .added), (["5.9", "5.10"], ["5.9"], .downgraded),
  ])
  func severalVersionsOfOneName(old: [String], new: [String], kind: PackageChange.Kind) throws {
    let changes = PackageChange.changes(
      from: old.map { .init("kernel", $0) }, to: new.map { .init("kernel", $0) })
    #expect(changes == [PackageChange(kind: kind, name: "kernel", old: old, new: new)])
  }

  @Test func architecturesAreToldApartWhereThereAreSeveral() {
    let changes = PackageChange.changes(
      from: [.init("libc6", "1"), .init("libc6", "1", "i386"), .init("bash", "1")],
      to: [.init("libc6", "1"), .init("libc6", "2", "i386"), .init("bash", "2")])
    #expect(changes.map(\.name) == ["bash", "libc6:i386"])
  }

  @Test(arguments: [
    ("1", "2"), ("9", "10"), ("1.0~rc1", "1.0"), ("1.0", "1.0+b1"), ("1.0-1", "1.0-2"),
    ("1.0-9", "1.0-10"), ("9", "1:1"), ("2:1", "10:1"), ("1.0a", "1.0.1"), ("1.0", "1.0a"),
    ("1.0~~", "1.0~"), ("6.1.0-9", "6.1.0-21"), ("1.2.3", "1.2.3-1"),
    ("10.11.4-0+deb12u1", "10.11.11-0+deb12u1"), ("99999999999999999999", "100000000000000000000"),
    ("3.6-1.el9", "3.6-1.el9_2"),
  ])
  func versionsAreOrdered(older: String, newer: String) {
    #expect(PackageVersion.isLater(newer, than: older))
    #expect(!PackageVersion.isLater(older, than: newer))
  }

  @Test(arguments: [("1", "1"), ("1.01", "1.1"), ("0:1", "1"), ("1-0", "1"), ("", "0")])
  func versionsAreEqual(left: String, right: String) {
    #expect(!PackageVersion.isLater(left, than: right))
    #expect(!PackageVersion.isLater(right, than: left))
  }

  @Test func theHeadlineSaysAll() throws {
    let old = RunDetails.sample(
      seconds: 100, packages: [.init("a", "1"), .init("b", "1"), .init("c", "2")])
    let new = RunDetails.sample(
      seconds: 760, size: .mebibytes(340),
      packages: [.init("a", "2"), .init("d", "1"), .init("e", "1"), .init("c", "1")])
    #expect(
      try difference(old, new).headline
        == "+2 packages, -1 package, 1 upgraded, 1 downgraded, image +40 MiB, build +11 min")
    #expect(
      try difference(new, old).headline
        == "+1 package, -2 packages, 1 upgraded, 1 downgraded, image -40 MiB, build -11 min")
    #expect(
      try difference(old, old).headline
        == "the same packages, image of the same size, build as long")
  }

  @Test func propertiesAreCompared() throws {
    let old = RunDetails.sample(properties: ["os_type": "linux", "a": "1", "b": "1"])
    let new = RunDetails.sample(properties: ["os_type": "linux", "b": "2", "c": "3"])
    #expect(
      try difference(old, new).properties == [
        ValueChange(name: "a", old: "1", new: nil), ValueChange(name: "b", old: "1", new: "2"),
        ValueChange(name: "c", old: nil, new: "3"),
      ])
  }

  /// A step put in gives all after it other numbers; titles may come several times.
  @Test func rowsAreTheSameByTheirTitles() {
    let old = [
      ActivityRun("launch", 10, id: "l1"), ActivityRun("install", 60, id: "step-1"),
      ActivityRun("launch", 20, id: "l2"), ActivityRun("gone", 1, id: "step-2"),
    ]
    let new = [
      ActivityRun("launch", 11, id: "l1"), ActivityRun("put in", 5, id: "step-1"),
      ActivityRun("install", 90, id: "step-2"), ActivityRun("launch", 18, id: "l2"),
    ]
    let changes = ActivityChange.changes(from: old, to: new)
    #expect(changes.map(\.title) == ["launch", "put in", "install", "launch", "gone"])
    #expect(changes.map(\.seconds) == [1, 5, 30, -2, -1])
  }

  @Test func withoutAnImageThereIsNothingToCompare() {
    #expect(BuildDifference(from: .sample(.failed), to: .sample()) == nil)
    #expect(BuildDifference(from: .sample(), to: .sample(.interrupted)) == nil)
  }
}
