import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

/// Pinning by a vendor's list, with gpg's own signatures.
@Suite(.timeLimit(.minutes(5)), .needs("curl", "gpg", "gpgv"))
struct SignedListIntegrationTests {
  private static let content = Array("the image".utf8)
  private static let list =
    "\(Digest.sha256(content).hex) *disk.img\n\(String(repeating: "0", count: 64))  other.img\n"

  private let vendor: Vendor
  private let server: FileServer
  private let fetching: Fetching

  init() throws {
    vendor = try Vendor()
    server = try FileServer(["disk.img": Self.content])
    fetching = try Fetching()
  }

  private func serve(_ name: String, _ content: [UInt8]) {
    server[name] = FileServer.File(content: content)
  }

  private func pinned(
    list: String, signature: String? = nil, keyring: RecipeFile? = nil, image: String = "disk.img"
  ) async throws -> PinnedFile {
    try await fetching.fetcher.pin(
      source(
        server.url(image),
        checksum: .published(
          ChecksumList(
            .urls([located(server.url(list))]),
            signature: signature.map { .urls([located(server.url($0))]) }, keyring: keyring))))
  }

  @Test(arguments: ["vendor.asc", "vendor.gpg"])
  func aGoodSignatureGivesTheDigest(keyring: String) async throws {
    serve("SHA256SUMS", Array(Self.list.utf8))
    serve("SHA256SUMS.gpg", try vendor.signature(of: Self.list))
    serve("CHECKSUM", try vendor.clearsigned(Self.list))
    let keys = vendor.keyring(keyring)
    let detached = try await pinned(
      list: "SHA256SUMS", signature: "SHA256SUMS.gpg", keyring: keys)
    let inline = try await pinned(list: "CHECKSUM", keyring: keys)
    #expect(detached.digest == .sha256(Self.content) && inline.digest == detached.digest)
    let signer = try #require(detached.signer)
    #expect(signer.count == 40 && inline.signer == signer)
    #expect(detached.inputs["disk.img, digest signed by"] == signer)
    // Pinning fetches no image.
    #expect(!server.requests.contains("disk.img"))
    let file = try await fetching.fetcher.file(inline)
    #expect(FileManager.default.contents(atPath: file.string) == Data(Self.content))
    #expect(fetching.warnings.isEmpty)
  }

  @Test func aListWithoutAKeyringIsTakenWithAWarning() async throws {
    serve("CHECKSUM", try vendor.clearsigned(Self.list))
    #expect(try await pinned(list: "CHECKSUM").digest == .sha256(Self.content))
    #expect(fetching.warnings.count == 1)
    #expect(fetching.warnings.first?.contains("plain HTTP") == true)
  }

  /// Only what is inside the signature counts.
  @Test func whatStandsAroundASignedTextIsNotRead() async throws {
    let evil = Array("\(String(repeating: "e", count: 64))  evil.img\n".utf8)
    serve("CHECKSUM", evil + (try vendor.clearsigned(Self.list)) + evil)
    let keys = vendor.keyring()
    #expect(try await pinned(list: "CHECKSUM", keyring: keys).digest == .sha256(Self.content))
    let error = await #expect(throws: BuildError.self) {
      try await pinned(list: "CHECKSUM", keyring: keys, image: "evil.img")
    }
    #expect(error?.message == "looking for evil.img in CHECKSUM: it is not there")
  }

  @Test func aWrongSignatureIsRefused() async throws {
    serve("SHA256SUMS", Array(Self.list.utf8))
    serve("stranger.sig", try vendor.signature(of: Self.list, by: "stranger"))
    serve("other.sig", try vendor.signature(of: "another text\n"))
    serve("stranger.asc", try vendor.clearsigned(Self.list, by: "stranger"))
    serve(
      "damaged.asc", try vendor.clearsigned(Self.list).map { $0 == UInt8(ascii: "*") ? 32 : $0 })
    let twice = try vendor.clearsigned(Self.list) + vendor.clearsigned("x  y\n")
    serve("twice.asc", twice)
    // A signed text where a detached signature should be.
    serve("inline.sig", try vendor.clearsigned("another text\n"))
    let keys = try #require(
      OpenPGPKeyring(Array(Data(contentsOf: URL(filePath: vendor.path("vendor.gpg")))))
        .fingerprints.first)
    let cases: [(list: String, signature: String?, says: String)] = [
      ("SHA256SUMS", "stranger.sig", "which is not in vendor.asc; it should be signed by \(keys)"),
      ("SHA256SUMS", "other.sig", "does not fit the content; it should be signed by \(keys)"),
      ("SHA256SUMS", nil, "it is not signed; it should be signed by \(keys)"),
      ("SHA256SUMS", "SHA256SUMS", "`signature` holds no usable one"),
      ("SHA256SUMS", "inline.sig", "checking the signature of SHA256SUMS: "),
      ("stranger.asc", nil, "which is not in vendor.asc; it should be signed by \(keys)"),
      ("damaged.asc", nil, "does not fit the content"),
      ("twice.asc", nil, "checking the signature of twice.asc: "),
    ]
    for (list, signature, text) in cases {
      let error = await #expect(throws: BuildError.self, "\(list) \(signature ?? "")") {
        try await pinned(list: list, signature: signature, keyring: vendor.keyring())
      }
      #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
      #expect(error?.code == .buildFailed && error?.hint != nil)
    }
    // Nothing of it is kept, not even the lists.
    let left = try FileManager.default.contentsOfDirectory(atPath: fetching.downloads.string)
    #expect(left.filter { $0 != "pins" } == [])
  }

  @Test func keyringsThatAreNoneAreTold() async throws {
    serve("CHECKSUM", try vendor.clearsigned(Self.list))
    _ = try vendor.folder.write("empty.asc", "<html>not a key</html>\n")
    _ = try vendor.folder.write(
      "damaged.asc",
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME!\n-----END PGP PUBLIC KEY BLOCK-----\n")
    for (name, text) in [
      ("empty.asc", "there is no OpenPGP key in it"), ("damaged.asc", "its armour is damaged"),
      ("missing.asc", "missing.asc"),
    ] {
      let error = await #expect(throws: (any Error).self, "\(name)") {
        try await pinned(list: "CHECKSUM", keyring: vendor.keyring(name))
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains(text), "\(name)")
    }
  }

  /// Without the network the build goes on with what the vendor said last.
  @Test func aServerThatIsGoneIsReplacedByTheLastPin() async throws {
    serve("SHA256SUMS", Array(Self.list.utf8))
    let first = try await pinned(list: "SHA256SUMS")
    server["SHA256SUMS"]?.status = 503
    let later = try await pinned(list: "SHA256SUMS")
    #expect(later == first)
    #expect(fetching.warnings.last?.contains("status 503; using what SHA256SUMS said on") == true)
    // But not when the list is gone for good.
    server["SHA256SUMS"]?.status = 404
    await #expect(throws: BuildError.self) { try await pinned(list: "SHA256SUMS") }
    server["SHA256SUMS"]?.status = 503
    await #expect(throws: BuildError.self) {
      try await pinned(list: "SHA256SUMS", image: "never-pinned.img")
    }
  }
}
