import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

/// Images over HTTP from a server that behaves and misbehaves, with real checksums and signatures.
@Suite(.timeLimit(.minutes(5)), .needs("curl", "gpg", "gpgv", "qemu-img", "xz", "zstd", "bzip2"))
struct ImageBaseIntegrationTests {
  private let images: Images
  private let server: FileServer
  private let fetching: Fetching

  init() throws {
    images = try Images()
    server = try FileServer()
    fetching = try Fetching()
  }

  private func serve(_ name: String, _ content: [UInt8]) {
    server[name] = FileServer.File(content: content)
  }

  private func literal(_ content: [UInt8]) -> Checksum {
    .literal(located(Digest.sha256(content)))
  }

  // MARK: Content

  @Test func everyFormatBecomesTheSameDisk() async throws {
    let files: [(String, [UInt8])] = try [
      ("disk.img", images.bytes("disk.raw")),
      ("disk.qcow2", images.converted(to: "a.qcow2", "qcow2", ["-c"])),
      ("old.qcow2", images.converted(to: "b.qcow2", "qcow2", ["-o", "compat=0.10"])),
      ("disk.vmdk", images.converted(to: "a.vmdk", "vmdk")),
      ("stream.vmdk", images.converted(to: "b.vmdk", "vmdk", ["-o", "subformat=streamOptimized"])),
      ("disk.vhdx", images.converted(to: "a.vhdx", "vhdx")),
      ("disk.vhd", images.converted(to: "a.vhd", "vpc", ["-o", "force_size=on"])),
      (
        "fixed.vhd",
        images.converted(to: "b.vhd", "vpc", ["-o", "subformat=fixed,force_size=on"])
      ),
      ("disk.raw.gz", images.packed(by: "gzip", suffix: ".gz")),
      ("disk.raw.bz2", images.packed(by: "bzip2", suffix: ".bz2")),
      ("disk.raw.xz", images.packed(by: "xz -T1", suffix: ".xz")),
      ("disk.img.zst", images.packed(by: "zstd -q", suffix: ".zst")),
    ]
    for (name, content) in files {
      serve(name, content)
      let (disk, inputs) = try await fetching.make(
        source(server.url(name), checksum: literal(content)), diskSize: Images.size)
      #expect(try images.isDisk(disk), "\(name)")
      #expect(inputs == [name: Digest.sha256(content).description])
      try FileManager.default.removeItem(atPath: disk.string)
    }
    // What was unpacked is not kept.
    let left = try FileManager.default.contentsOfDirectory(atPath: fetching.folder.path.string)
    #expect(left == ["downloads"])
  }

  @Test func aLocalImageNeedsNoServer() async throws {
    let name = images.folder.path.appending("disk.raw")
    let file = RecipeFile(
      name: "disk.raw", path: name, isFolder: false,
      location: SourceLocation(file: "web.yml", line: 1, column: 1))
    #expect(try await images.isDisk(fetching.make(FileSource(.file(file))).disk))
    #expect(fetching.warnings.isEmpty)
    let url = try await fetching.make(
      source("file://\(name)", checksum: literal(images.bytes("disk.raw"))))
    #expect(try images.isDisk(url.disk))
    let wrong = FileSource(.file(file), checksum: literal([1]))
    await #expect(throws: BuildError.self) { try await fetching.make(wrong) }
  }

  @Test(arguments: ["backing", "data-file", "vmdk-extent", "vmdk-parent", "vhd-parent"])
  func imagesThatNameOtherFilesAreRefused(kind: String) async throws {
    let content = try Self.hostile(kind, images)
    let error = await #expect(throws: BuildError.self) {
      serve("disk.img", content)
      _ = try await fetching.make(
        source(server.url("disk.img"), checksum: literal(content)))
    }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains("file") == true, "\(error?.message ?? "")")
    #expect(error?.message.hasPrefix("reading the image disk.img: ") == true)
    #expect(
      !FileManager.default.fileExists(atPath: fetching.folder.path.appending("disk.qcow2").string))
  }

  private static func hostile(_ kind: String, _ images: Images) throws -> [UInt8] {
    switch kind {
    case "backing":
      try images.run(
        "qemu-img",
        [
          "create", "-q", "-f", "qcow2", "-b", images.path("disk.raw"), "-F", "raw",
          images.path("x"),
        ])
      return try images.bytes("x")
    case "data-file":
      let options = "data_file=\(images.path("data.raw")),data_file_raw=on"
      try images.run(
        "qemu-img", ["create", "-q", "-f", "qcow2", "-o", options, images.path("x"), "8M"])
      return try images.bytes("x")
    case "vmdk-extent":
      _ = try images.converted(to: "x.vmdk", "vmdk", ["-o", "subformat=monolithicFlat"])
      return try images.bytes("x.vmdk")
    case "vmdk-parent":
      _ = try images.converted(to: "base.vmdk", "vmdk")
      try images.run(
        "qemu-img",
        [
          "create", "-q", "-f", "vmdk", "-b", images.path("base.vmdk"), "-F", "vmdk",
          images.path("x"),
        ])
      return try images.bytes("x")
    default:
      var content = try images.converted(to: "x.vhd", "vpc")
      content[63] = 4
      return content
    }
  }

  /// The content of a raw disk is a guest's to choose.
  @Test func aRawDiskIsNeverProbed() async throws {
    let content = try Self.hostile("backing", images)
    serve("disk.raw", content)
    let error = await #expect(throws: BuildError.self) {
      try await fetching.make(
        source(server.url("disk.raw"), checksum: literal(content)), format: .raw)
    }
    #expect(error?.message.contains("looks like qcow2") == true, "\(error?.message ?? "")")
  }

  /// What lies behind the end of a file reads as zeroes: nobody would notice.
  @Test func aCutImageIsRefused() async throws {
    let images = try Images()
    let whole = try images.converted(to: "disk.qcow2", "qcow2")
    let file = images.folder.path.appending("disk.qcow2")
    let claim = FormatClaim(nil, by: .commandLine)
    let image = try await ForeignImage(file, name: "disk.qcow2", claim: claim)
    #expect(image.format == .qcow2 && image.diskFormat == "qcow2" && !image.isDisc)
    try Data(whole.dropLast(whole.count / 3)).write(to: URL(filePath: file.string))
    let error = await #expect(throws: BuildError.self) {
      try await ForeignImage(file, name: "disk.qcow2", claim: claim)
    }
    #expect(error?.code == .recipe)
    #expect(
      error?.message.hasPrefix("reading the image disk.qcow2: it is damaged, or was cut") == true)
  }

  @Test func aDiscIsKnownByItsContent() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("tree").string, withIntermediateDirectories: true)
    _ = try folder.write("tree/file", "content")
    let file = folder.path.appending("disc.iso")
    let run = try ToolRun(
      "xorriso",
      ["-as", "mkisofs", "-quiet", "-o", file.string, folder.path.appending("tree").string])
    try #require(run.status == 0, "\(run.output)")
    let image = try await ForeignImage(
      file, name: "disc.iso", claim: FormatClaim(.raw, by: .commandLine))
    #expect(image.isDisc && image.diskFormat == "iso")
  }

  @Test func aDiskThatIsTooLargeIsRefused() async throws {
    for (name, content) in try [
      ("disk.qcow2", images.converted(to: "a.qcow2", "qcow2")),
      ("disk.raw", images.bytes("disk.raw")),
    ] {
      serve(name, content)
      let error = await #expect(throws: BuildError.self) {
        try await fetching.make(
          source(server.url(name), checksum: literal(content)), diskSize: .mebibytes(4))
      }
      #expect(error?.message.contains("is 8 MiB, and `disk.size` is 4 MiB") == true)
    }
    // A few bytes that unpack to any size are stopped on the way.
    try images.run("sh", ["-c", "head -c 200M /dev/zero | xz -0 > \(images.path("bomb"))"])
    let bomb = try images.bytes("bomb")
    serve("disk.raw.xz", bomb)
    let error = await #expect(throws: BuildError.self) {
      try await fetching.make(
        source(server.url("disk.raw.xz"), checksum: literal(bomb)), diskSize: .mebibytes(4))
    }
    #expect(error?.message.contains("larger than") == true, "\(error?.message ?? "")")
  }

  @Test func damagedCompressionIsTold() async throws {
    let content = try Array(images.packed(by: "xz -T1", suffix: ".xz").dropLast(1000))
    serve("disk.raw.xz", content)
    let error = await #expect(throws: BuildError.self) {
      try await fetching.make(source(server.url("disk.raw.xz"), checksum: literal(content)))
    }
    #expect(error?.message.hasPrefix("unpacking disk.raw.xz: ") == true)
    #expect(error?.output.contains { $0.contains("Unexpected end of input") } == true)
  }
}
