import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import Bases

@Suite(.needs("7zz", "wimlib-imagex", "genisoimage")) struct WindowsMediumTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func failure(_ iso: FilePath) async throws -> BuildError {
    try #require(
      await #expect(throws: BuildError.self) { try await WindowsMedium(path: iso).images() })
  }

  @Test(arguments: WindowsMediumFixture.Container.allCases)
  func theImagesAreTold(container: WindowsMediumFixture.Container) async throws {
    let iso = try await WindowsMediumFixture(as: container).make(in: folder.path)
    let images = try await WindowsMedium(path: iso).images()
    #expect(images.map(\.index) == [1, 2, 3, 4])
    #expect(images.map(\.name) == WindowsMediumFixture.server2022.map(\.name))
    var first = images[0]
    #expect(try #require(first.size).bytes > 0)
    first.size = nil
    #expect(
      first
        == WindowsMediumImage(
          index: 1, name: "Windows Server 2022 SERVERSTANDARDCORE",
          displayName: "Windows Server 2022 Standard", editionID: "ServerStandard",
          architecture: .amd64, build: 20348, installationType: "Server Core",
          languages: ["en-US"], defaultLanguage: "en-US"))
    #expect(images.allSatisfy { $0.version == .server2022 })
  }

  /// What xorriso sees of such a disc, and why it is not asked.
  @Test(.needs("xorriso")) func theOtherSideOfTheDiscHasAReadmeOnly() async throws {
    let iso = try await WindowsMediumFixture().make(in: folder.path)
    let run = try ToolRun("xorriso", ["-indev", iso.string, "-find", "/", "-type", "f"])
    #expect(run.output.contains("README.TXT"))
    #expect(!run.output.lowercased().contains("install.wim"))
  }

  @Test func imagesThatSayLittleAreTold() async throws {
    let image = WindowsMediumFixture.Image(
      name: "Ünter", properties: ["WINDOWS/ARCH": "5", "WINDOWS/VERSION/BUILD": "nine"])
    let iso = try await WindowsMediumFixture([image]).make(in: folder.path)
    let found = try #require(try await WindowsMedium(path: iso).images().first)
    #expect(found.name == "Ünter")
    #expect(found.architecture == nil)
    #expect(found.build == nil)
    #expect(found.version == nil)
    #expect(found.languages == [])
    #expect(found.summary == "1  Ünter")
  }

  @Test(.needs("xorriso")) func aDiscThatIsIsoAloneIsReadToo() async throws {
    let iso = try await WindowsMediumFixture().make(in: folder.path)
    let tree = folder.path.appending("tree")
    try #require(try ToolRun("7zz", ["x", "-o\(tree)", iso.string]).status == 0)
    let other = folder.path.appending("other.iso")
    let arguments = ["-as", "mkisofs", "-quiet", "-J", "-r", "-o", other.string, tree.string]
    try #require(try ToolRun("xorriso", arguments).status == 0)
    #expect(try await WindowsMedium(path: other).images().count == 4)
  }

  @Test func theAnswerIsKeptByTheDigest() async throws {
    let iso = try await WindowsMediumFixture().make(in: folder.path)
    let downloads = folder.path.appending("downloads")
    let digest = Digest.sha256("the disc")
    let medium = WindowsMedium(path: iso)
    let images = try await medium.images(digest: digest, downloads: downloads)
    try FileManager.default.removeItem(atPath: iso.string)
    #expect(try await medium.images(digest: digest, downloads: downloads) == images)
    await #expect(throws: BuildError.self) { try await medium.images() }
    await #expect(throws: BuildError.self) {
      try await medium.images(digest: .sha256("another"), downloads: downloads)
    }
  }

  @Test func whatIsNoDiscIsSaid() async throws {
    let text = try await failure(folder.write("a.iso", "not a disc"))
    #expect(text.code == .recipe)
    #expect(text.message.hasSuffix("it is not the image of a disc (neither UDF nor ISO 9660)"))
    #expect(try await failure(folder.path).message.hasSuffix("it is not a file"))
    let missing = try await failure(folder.path.appending("none.iso"))
    #expect(missing.message.hasSuffix("none.iso: No such file or directory"))
  }

  @Test func aDiscWithoutWindowsIsSaidToHaveNone() async throws {
    var fixture = WindowsMediumFixture([])
    fixture.files = ["viostor/2k22/amd64/viostor.inf": [], "-x/a": []]
    let error = try await failure(try await fixture.make(in: folder.path))
    #expect(error.code == .recipe)
    #expect(error.message.contains("neither sources/install.wim, nor .esd, nor .swm"))
    #expect(error.output.contains("viostor"))
  }

  @Test func aDiscForTwoKindsOfProcessorsIsNamed() async throws {
    var fixture = WindowsMediumFixture([])
    fixture.files = ["x64/sources/install.esd": [1], "x86/sources/install.esd": [1]]
    let error = try await failure(try await fixture.make(in: folder.path))
    #expect(error.hint == "it is a disc for 32 and 64 bits: name one for 64 bits")
  }

  /// Parts of the whole file, from nearly all to nearly nothing.
  @Test(arguments: [0.95, 0.7, 0.2, 0.06])
  func aDiscThatIsCutIsSaidToBe(part: Double) async throws {
    let image = WindowsMediumFixture.Image(name: "x")
    let iso = try await WindowsMediumFixture([image]).make(in: folder.path)
    let data = try Data(contentsOf: URL(filePath: iso.string))
    // The last 150 sectors are padding.
    let used = data.count - 150 * 2048
    try data.prefix(Int(Double(used) * part)).write(to: URL(filePath: iso.string))
    let error = try await failure(iso)
    #expect(error.code == .recipe)
    #expect(error.message.contains("reading the Windows disc"))
  }

  @Test func aFileThatIsCutOnAWholeDiscIsSaidToBe() async throws {
    var fixture = WindowsMediumFixture()
    fixture.change = { sources in
      let file = sources.appending("install.wim").string
      let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
      guard truncate(file, size - 600) == 0 else { throw Errno(rawValue: errno) }
    }
    let error = try await failure(try await fixture.make(in: folder.path))
    #expect(error.message.contains("install.wim: it ends after"))
    #expect(error.hint == "fetch it again, and compare its checksum")
  }

  @Test func aFileThatIsNoWimIsSaidToBeNone() async throws {
    var fixture = WindowsMediumFixture([])
    fixture.files = ["sources/INSTALL.WIM": [UInt8](repeating: 7, count: 5000)]
    let error = try await failure(try await fixture.make(in: folder.path))
    #expect(error.message.hasSuffix("it is no WIM file: it does not begin with MSWIM"))
  }
}
