import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct DigestTests {
  private static let abc256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  private static let abc512 =
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
  /// Of a million times `a`.
  private static let million256 = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

  /// The vectors of FIPS 180-4's examples.
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", abc256), (String(repeating: "a", count: 1_000_000), million256),
    ])
  func ofText(text: String, hex: String) {
    #expect(Digest.sha256(text).hex == hex)
    #expect(Digest.sha256(Data(text.utf8)).hex == hex)
  }

  @Test func ofAFile() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("abc", "abc")
    let both = try await FileHasher.digests(of: file)
    #expect(both.sha256 == Digest(.sha256, hex: Self.abc256))
    #expect(both.sha512 == Digest(.sha512, hex: Self.abc512))
    #expect(try Digest.sha256(ofFile: file) == both.sha256)
  }

  @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 3_000_000])
  func aFileOfSeveralChunksIsHashedWhole(size: Int) throws {
    let folder = try TemporaryFolder()
    let content = String(repeating: "a", count: size)
    let file = try folder.write("large", content)
    #expect(try Digest.sha256(ofFile: file) == .sha256(content))
  }

  @Test(arguments: ["/no/such/file", "/"])
  func anUnreadableFileIsNamed(path: FilePath) {
    let error = #expect(throws: BuildError.self) { try Digest.ofFile(path, by: .sha512) }
    #expect(error?.message.contains(path.string) == true)
  }

  @Test func hashingAnswersCancellation() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("abc", "abc")
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try Digest.sha256(ofFile: file)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func writtenForm() throws {
    let digest = Digest(.sha512, hex: "ABCDEF")
    #expect(digest.description == "sha512:abcdef")
    #expect(digest == Digest(.sha512, hex: "abcdef"))
    #expect(digest != Digest(.sha256, hex: "abcdef"))
    let data = try JSONEncoder().encode(digest)
    #expect(try JSONDecoder().decode(Digest.self, from: data) == digest)
  }
}
