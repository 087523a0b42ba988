import BuildFoundation
import Recipes
import Testing

@Suite("The image base")
struct ImageBaseReadingTests {
  private static let short = String(repeating: "a1", count: 32)
  private static let long = String(repeating: "b2", count: 64)

  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write("disk.img")
    try folder.write("SHA256SUMS")
    try folder.write("keys/vendor.asc")
  }

  private func report(_ base: String) -> RecipeReport {
    check("version: 1\nname: web\nbase:\n\(base)\n", folder: folder.path)
  }

  private func image(_ base: String) throws -> ImageBase {
    let report = report(base)
    #expect(summary(report) == [])
    guard case .image(let image)? = report.recipe?.base.value else {
      throw BuildError(.defect, "the base is of the wrong kind")
    }
    return image
  }

  private func urls(_ place: FileSource.Place?) -> [String] {
    if case .urls(let urls)? = place { urls.map(\.value) } else { [] }
  }

  private func file(_ place: FileSource.Place?) -> String? {
    if case .file(let file)? = place { file.name } else { nil }
  }

  @Test("a bare text is a URL or a file beside the recipe")
  func shorthand() throws {
    let remote = try image("  image: https://host/disk.qcow2")
    #expect(urls(remote.source.place) == ["https://host/disk.qcow2"])
    #expect(remote.source.checksum == nil && remote.format == nil)
    #expect(try file(image("  image: disk.img").source.place) == "disk.img")
  }

  @Test(
    "a checksum may be the digest itself",
    arguments: [
      ("sha256:\(short)", Digest(.sha256, hex: short)),
      ("SHA512:\(long.uppercased())", Digest(.sha512, hex: long)),
    ])
  func literal(text: String, digest: Digest) throws {
    let image = try image("  image: {file: disk.img, format: raw, checksum: \"\(text)\"}")
    guard case .literal(let found)? = image.source.checksum else {
      Issue.record("the checksum is of the wrong kind")
      return
    }
    #expect(found.value == digest && image.format?.value == .raw)
  }

  @Test("a checksum may be the vendor's list, with who must have signed it")
  func list() throws {
    let image = try image(
      """
        image:
          url: [https://one/disk.img, "http://two/disk.img", "file:///srv/disk.img"]
          checksum:
            url: https://one/SHA256SUMS
            signature: https://one/SHA256SUMS.gpg
            keyring: keys/vendor.asc
      """)
    #expect(urls(image.source.place).count == 3)
    guard case .published(let list)? = image.source.checksum else {
      Issue.record("the checksum is of the wrong kind")
      return
    }
    #expect(urls(list.place) == ["https://one/SHA256SUMS"])
    #expect(urls(list.signature) == ["https://one/SHA256SUMS.gpg"])
    #expect(list.keyring?.name == "keys/vendor.asc")
    let beside = try self.image(
      "  image: {file: disk.img, checksum: {file: SHA256SUMS, keyring: keys/vendor.asc}}")
    guard case .published(let local)? = beside.source.checksum else { return }
    #expect(file(local.place) == "SHA256SUMS" && local.signature == nil)
  }

  @Test(
    "faults are told at their place",
    arguments: [
      ("{}", ["4:10: `image` needs the key `url` or `file`"]),
      (
        "{url: https://h/x, file: disk.img}",
        ["4:29: `image` takes either `url` or `file`, not both"]
      ),
      ("{url: ftp://h/x}", ["4:16: `url` must be an http, https or file URL, not `ftp://h/x`"]),
      ("{url: []}", ["4:16: `url` must name at least one URL"]),
      ("none.img", ["4:10: there is no `none.img` in the recipe's folder"]),
      (
        "{url: https://h/x, chekcsum: a}",
        ["4:29: unknown key `chekcsum` in `image`", "hint: did you mean `checksum`?"]
      ),
      (
        "{url: https://h/x, format: qcow}",
        [
          "4:37: `format` must be `qcow2` or `raw` or `vmdk` or `vhd` or `vhdx`, not `qcow`",
          "hint: did you mean `qcow2`?",
        ]
      ),
      (
        "{url: https://u:p@h/x}",
        [
          "4:16: warning: `url` holds a user name or password",
          "hint: keep credentials in ~/.netrc",
        ]
      ),
    ])
  func faults(base: String, expected: [String]) {
    #expect(summary(report("  image: \(base)")) == expected)
  }

  @Test(
    "a checksum that cannot be one is told why",
    arguments: [
      (
        "sha256:abc", "`checksum` must have 64 hexadecimal digits after `sha256:`, not 3",
        nil
      ),
      (
        "sha256:\(long)", "`checksum` must have 64 hexadecimal digits after `sha256:`, not 128",
        "that is the length of a sha512"
      ),
      ("sha256:xyz", "`checksum` must be hexadecimal after `sha256:`; `x` is not", nil),
      (
        "sha265:\(short)", "`checksum` must be by sha256 or sha512, not by `sha265`",
        "did you mean `sha256`?"
      ),
      (
        "md5:abc", "`checksum` must be by sha256 or sha512, not by `md5`",
        "take the SHA-256 of the vendor: weaker ones can be forged"
      ),
      (
        short,
        "`checksum` must begin with `sha256:` or `sha512:`, not `\(short.prefix(40))…`",
        "write sha256:\(short)"
      ),
      (
        "https://h/SUMS",
        "`checksum` must begin with `sha256:` or `sha512:`, not `https://h/SUMS`",
        "a vendor's list goes below it, as `url` or `file`"
      ),
    ] as [(String, String, String?)])
  func checksums(text: String, message: String, hint: String?) {
    let report = report("  image: {url: https://h/x, checksum: \"\(text)\"}")
    #expect(report.diagnostics.map(\.message) == [message])
    #expect(report.diagnostics.first?.hint == hint)
    #expect(report.diagnostics.first?.location.line == 4)
  }

  @Test("a signature needs keys")
  func signature() {
    let report = report(
      "  image: {url: https://h/x, checksum: {url: https://h/S, signature: https://h/S.sig}}")
    #expect(
      report.diagnostics.map(\.message) == [
        "`signature` needs a `keyring`: without keys there is nothing to check it with"
      ])
  }
}
