import BuildFoundation
import Pipeline
import Recipes
import Testing

@testable import Bases

@Suite struct DebianBootstrapTests {
  private func key(_ base: DebianBootstrap) throws -> LayerKey {
    LayerKey(on: nil, try base.keyFields())
  }

  @Test func everySettingDecidesTheKey() throws {
    let keys = try [
      DebianBootstrap.sample(), .sample(suite: "trixie"), .sample(mirror: "http://mirror"),
      .sample(include: ["nginx"]), .sample(include: ["nginx", "curl"]),
      .sample(size: .gibibytes(8)), .sample(distribution: .ubuntu),
      .sample(releases: ["0 bookworm": "sha256:01"]), .sample(releases: nil),
    ].map(key)
    #expect(Set(keys).count == keys.count)
    #expect(try key(.sample()) == key(.sample()))
  }

  @Test func aPlanShowsWhatTheMirrorsServe() throws {
    let releases = [
      "0 bookworm": "sha256:01", "1 bookworm": "sha256:02", "2 bookworm-updates": "x",
    ]
    #expect(
      try DebianBootstrap.sample(releases: releases).pins == [
        "package lists of bookworm": "sha256:01, sha256:02",
        "package lists of bookworm-updates": "x",
      ])
    #expect(try DebianBootstrap.sample(releases: nil).pins.isEmpty)
  }

  /// A new imgbuild that installs or writes something else must not use old layers.
  @Test func whatIsPutOnTheDiskIsInTheKey() throws {
    let values = try DebianBootstrap.sample().keyFields().map(\.value).joined(separator: "\n")
    let parts =
      BootstrapPackages(.debian).all + GuestFiles.all(root: .zero).keys
      + [BootstrapScripts.hook, BootstrapScripts.assembly]
    #expect(parts.filter { !values.contains($0) } == [])
  }

  @Test func theDefaultArchitectureIsAmd64() throws {
    let base = try DebianBootstrap.sample()
    #expect(base.title == "bootstrap debian bookworm")
    #expect(!base.dependsOnOutside)
    #expect(try DebianBootstrap.sample(releases: nil).dependsOnOutside)
    let fields = try base.keyFields()
    #expect(fields.contains(KeyField("architecture", "amd64")))
  }

  @Test func otherArchitecturesAreRefused() {
    let error = #expect(throws: BuildError.self) {
      try DebianBootstrap.sample(architecture: .arm64)
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains("arm64") == true)
  }
}
