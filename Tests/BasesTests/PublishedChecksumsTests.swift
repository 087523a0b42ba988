import BuildFoundation
import Testing

@testable import Bases

@Suite struct PublishedChecksumsTests {
  private static let short = String(repeating: "a1", count: 32)
  private static let long = String(repeating: "b2", count: 64)
  private static let other = String(repeating: "c3", count: 32)

  @Test(
    arguments: [
      ("\(short)  disk.img\n", short), ("\(short) *disk.img\r\n", short),
      ("\(short.uppercased())  ./images/disk.img", short), ("\(long)  disk.img", long),
      ("SHA256 (disk.img) = \(short)", short), ("SHA512 (disk.img) = \(long)", long),
      ("# disk.img: 5 bytes\nSHA256 (disk.img) = \(short)\n", short),
      ("SHA2-256(disk.img)= \(short)", nil), ("\(short)\n", short),
      ("\(short)  disk.img\n\(long)  disk.img", long),
      ("\(short)  disk.img\n\(short)  disk.img", short),
      ("\(other)  disk.img.xz\n\(short)  disk.img\n", short),
      ("\(other)  a disk.img\n\(short)  disk.img\n", short),
      ("\(other)  xdisk.img\n\(short)  disk.img\n", short),
    ] as [(String, String?)])
  func valuesAreFound(list: String, hex: String?) throws {
    let checksums = PublishedChecksums(list, name: "SHA256SUMS")
    #expect((try? checksums.digest(of: ["disk.img"]))?.hex == hex)
  }

  @Test func anyMirrorsNameWillDo() throws {
    let checksums = PublishedChecksums("\(Self.short)  two.img", name: "SHA256SUMS")
    #expect(try checksums.digest(of: ["one.img", "two.img"]).hex == Self.short)
  }

  private static let weakHint = "name another list, or give the `checksum` itself"

  @Test(arguments: [
    ("\(short)  disk.imq\n", "it is not there", "did you mean disk.imq?"),
    ("\(short)  a\n", "it is not there", "does the list belong to this release?"),
    ("<html>404</html>", "no SHA-256 or SHA-512 checksums", "is that the right file?"),
    ("d41d8cd98f00b204e9800998ecf8427e  disk.img\n", "neither a SHA-256 nor", weakHint),
    ("MD5 (disk.img) = d41d8cd98f00b204e9800998ecf8427e", "neither a SHA-256 nor", weakHint),
    ("\(short)  disk.img\n\(other)  x/disk.img\n", "with different values", ""),
    ("\(short)\n\(other)\n", "no SHA-256 or SHA-512 checksums", "is that the right file?"),
  ])
  func whatIsMissingIsTold(list: String, message: String, hint: String) {
    let checksums = PublishedChecksums(list, name: "SHA256SUMS")
    let error = #expect(throws: BuildError.self) { try checksums.digest(of: ["disk.img"]) }
    #expect(error?.code == .recipe)
    #expect(error?.message.hasPrefix("looking for disk.img in SHA256SUMS: ") == true)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(hint == error?.hint ?? "")
  }
}

@Suite struct DownloadURLTests {
  @Test(arguments: [
    ("https://host/a/disk%20one.img", "https://host/a/disk%20one.img", "disk one.img"),
    ("https://user:pass@host/disk.img", "https://host/disk.img", "disk.img"),
    ("https://host/disk.img?sig=abc#part", "https://host/disk.img?…", "disk.img"),
    ("https://u:p@w@host/disk.img", "https://host/disk.img", "disk.img"),
    ("https://host/a@b/disk.img", "https://host/a@b/disk.img", "disk.img"),
    ("file:///a/disk.img", "file:///a/disk.img", "disk.img"),
  ])
  func whatMayBeSecretIsNotShown(url: String, shown: String, name: String) {
    #expect(DownloadURL(url).shown == shown)
    #expect(DownloadURL(url).name == name)
  }
}

@Suite struct ResponseHeadersTests {
  @Test func theLastAnswerCounts() {
    let headers = ResponseHeaders(
      "HTTP/1.1 302 Found\r\nContent-Length: 5\r\nETag: \"old\"\r\n\r\n"
        + "HTTP/2 206\r\ncontent-range: bytes 10-99/100\r\ncontent-length: 90\r\n\r\n")
    #expect(headers.status == 206 && headers.totalSize == 100 && headers.strongTag == nil)
    #expect(
      ResponseHeaders("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nEtag: W/\"x\"\r\n").strongTag == nil)
    #expect(ResponseHeaders("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n").totalSize == 5)
    #expect(ResponseHeaders("").totalSize == nil && ResponseHeaders("").status == nil)
  }
}

@Suite struct OpenPGPTests {
  @Test func armourIsTakenOff() {
    let block =
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: a key\n\nAQID\nBA==\n=abcd\n"
      + "-----END PGP PUBLIC KEY BLOCK-----\n"
    #expect(OpenPGPArmor.decoded(Array(block.utf8)) == [1, 2, 3, 4])
    let bare = block.replacing("Comment: a key\n", with: "").replacing("\n", with: "\r\n")
    #expect(OpenPGPArmor.decoded(Array("text\n\(block)\(bare)".utf8)) == [1, 2, 3, 4, 1, 2, 3, 4])
    #expect(OpenPGPArmor.decoded([0x99, 1, 2]) == [0x99, 1, 2])
    for damaged in [
      block.replacing("AQID", with: "A?ID"), block.replacing("-----END", with: "-----ENDE"),
      block.replacing("AQID\nBA==\n", with: ""),
    ] {
      #expect(OpenPGPArmor.decoded(Array(damaged.utf8)) == nil, "\(damaged)")
    }
  }

  @Test func keyringsThatAreNoneHaveNoKeys() {
    for bytes in [
      [], [0x99], [0x99, 0xff, 0xff], [0xc6, 0xff, 0xff, 0xff, 0xff, 0xff], [1, 2, 3],
    ] as [[UInt8]] {
      #expect(OpenPGPKeyring(bytes).fingerprints == [])
    }
  }

  @Test func gpgvIsUnderstood() {
    let status = SignatureStatus(
      """
      [GNUPG:] PLAINTEXT 74 0 
      [GNUPG:] NEWSIG
      [GNUPG:] GOODSIG 1F48 one
      [GNUPG:] VALIDSIG SUB 2026-11-22 1 0 4 0 22 8 01 PRIMARY
      [GNUPG:] NEWSIG
      [GNUPG:] EXPKEYSIG 2222 two
      [GNUPG:] VALIDSIG EXPIRED 2026-11-22 1 0 4 0 22 8 01 EXPIRED
      [GNUPG:] NEWSIG
      [GNUPG:] ERRSIG 3333 22 8 01 1 9 X
      [GNUPG:] NO_PUBKEY 3333
      gpgv: [GNUPG:] GOODSIG forged
      """.split(separator: "\n"))
    #expect(status.signers == ["PRIMARY"] && status.texts == 1)
    #expect(status.problems.map(\.key) == ["2222"] && status.unknown == ["3333"])
  }
}
