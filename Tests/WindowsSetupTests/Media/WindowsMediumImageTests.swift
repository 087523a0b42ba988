import BuildFoundation
import ImageProperties
import Testing
import WindowsSetup

@Suite struct WindowsMediumImageTests {
  private static let images = [
    WindowsMediumImage(
      index: 1, name: "Windows Server 2022 SERVERSTANDARDCORE",
      displayName: "Windows Server 2022 Standard", editionID: "ServerStandard",
      architecture: .amd64, build: 20348, installationType: "Server Core"),
    WindowsMediumImage(
      index: 2, name: "Windows Server 2022 SERVERSTANDARD",
      displayName: "Windows Server 2022 Standard (Desktop Experience)",
      editionID: "ServerStandard", architecture: .amd64, build: 20348,
      installationType: "Server"),
    WindowsMediumImage(
      index: 4, name: "Windows Server 2022 SERVERTURBINE", editionID: "ServerTurbine",
      architecture: .amd64, build: 20348, installationType: "Server"),
  ]

  @Test(
    arguments: [
      (.index(4), 4), (.name("Windows Server 2022 SERVERSTANDARD"), 2),
      (.name("windows server 2022 serverstandardcore"), 1),
      (.name("Windows Server 2022 Standard"), 1), (.name("SERVERTURBINE"), 4),
    ] as [(ImageSelection, Int)])
  func anImageIsChosen(selection: ImageSelection, index: Int) throws {
    #expect(try Self.images.image(matching: selection, doing: "choosing").index == index)
  }

  @Test(
    arguments: [
      (
        .name("ServerStandard"), "choosing: the disc has 2 images for `ServerStandard`",
        "choose by name or by number: 1  Windows Server 2022 SERVERSTANDARDCORE (ServerStandard, "
          + "Server Core, amd64); 2  Windows Server 2022 SERVERSTANDARD (ServerStandard, Server, amd64)"
      ),
      (
        .name("ServerTurbin"), "choosing: the disc has no image `ServerTurbin`",
        "did you mean `ServerTurbine`?"
      ),
      (
        .name("Windows 11 Pro"), "choosing: the disc has no image `Windows 11 Pro`",
        "name one of the images on the disc, its edition or its number"
      ),
      (.index(3), "choosing: the disc has no image 3", "choose one of 1, 2, 4"),
      (.index(0), "choosing: the disc has no image 0", "choose one of 1, 2, 4"),
    ] as [(ImageSelection, String, String)])
  func whatCannotBeChosenIsSaid(selection: ImageSelection, message: String, hint: String) {
    let error = #expect(throws: BuildError.self) {
      try Self.images.image(matching: selection, doing: "choosing")
    }
    #expect(error?.code == .recipe)
    #expect(error?.message == message)
    #expect(error?.hint == hint)
    #expect(error?.output.count ?? 0 > 2)
  }

  /// Three tables know builds; what one calls 2022 the others must too.
  @Test(arguments: [true, false]) func allTablesOfBuildsAgree(isServer: Bool) {
    for build in Array(7000...30000) {
      let stamped = WindowsRelease.version(build: build, isServer: isServer, productName: "")
      let target = WindowsTarget(build: build, isServer: isServer, architecture: .amd64)
      let virtio = VirtioRelease(target)
      let version = WindowsVersion(build: build, isServer: isServer)
      let older = ["Windows 7", "Windows 8", "Windows 8.1"]
      let name = virtio.map(\.name).flatMap { older.contains($0) ? nil : $0 }
      let words = "Windows " + (isServer ? "Server " : "")
      let stampedName = stamped.isEmpty ? nil : words + stamped.replacing("R2", with: " R2")
      #expect(name == stampedName, "\(build)")
      if let version {
        #expect(version.rawValue == stamped, "\(build)")
        #expect(version.isServer == isServer, "\(build)")
        #expect(version.virtioFolder == virtio?.rawValue, "\(build)")
      } else {
        // Answer files are written for what has a driver database and a known layout: 2016 and later.
        #expect(build < (isServer ? 14393 : 10240), "\(build)")
      }
    }
  }

  /// The builds of the discs that Microsoft offers.
  @Test(arguments: [
    (14393, true, "2016"), (17763, true, "2019"), (20348, true, "2022"), (25398, true, "2022"),
    (26100, true, "2025"), (19045, false, "10"), (22631, false, "11"), (26200, false, "11"),
  ]) func aBuildHasItsRelease(build: Int, isServer: Bool, release: String) {
    #expect(WindowsVersion(build: build, isServer: isServer)?.rawValue == release)
  }
}
