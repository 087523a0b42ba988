import BuildFoundation
import Recipes
import SystemPackage
import Testing

@Suite struct InstallerBaseTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    for name in ["linux", "initrd.gz", "disc.iso"] { try folder.write(name) }
    try folder.write("preseed.cfg", "d-i locale string ${locale}\nd-i password ${secret.root}\n")
    try folder.write("user-data", "#cloud-config\nautoinstall:\n  version: 1\n")
    try folder.write("bare.yml", "version: 1\n")
    try folder.write("leak.cfg", "rootpw_PASSWORD=hunter22\n")
    try folder.write("unknown.cfg", "d-i x ${locle}\n")
  }

  private func report(_ base: String) -> RecipeReport {
    check(
      """
      version: 1
      name: web
      variables: {locale: C}
      secrets: {root: {environment: ROOT}}
      base:
        installer: \(base)
      """, folder: folder.path)
  }

  private func base(_ text: String) throws -> InstallerBase {
    let report = report(text)
    let recipe = try #require(report.recipe, "\(summary(report))")
    guard case .installer(let base) = recipe.base.value else {
      throw BuildError(.defect, "it is another base")
    }
    return base
  }

  @Test func everythingCanBeSaid() throws {
    let digest = String(repeating: "ab", count: 32)
    let base = try base(
      """
      {kernel: {file: linux, checksum: "SHA256:\(digest)"}, initrd: "file:///boot/initrd.gz", \
      iso: {url: "https://example.org/a.iso", checksum: "sha512:\(digest)\(digest)"}, \
      preseed: preseed.cfg, arguments: [quiet, 'x="a b"'], timeout: 3h}
      """)
    guard case .file(let kernel) = base.kernel?.place else {
      Issue.record("the kernel is no file")
      return
    }
    #expect(kernel.path.lastComponent == "linux")
    guard case .literal(let sum) = base.kernel?.checksum,
      case .literal(let long) = base.iso?.checksum
    else {
      Issue.record("a checksum is missing")
      return
    }
    #expect(sum.value == Digest(.sha256, hex: digest))
    #expect(long.value.algorithm == .sha512)
    guard case .urls(let initrd) = base.initrd?.place else {
      Issue.record("the initrd is no URL")
      return
    }
    #expect(initrd.map(\.value) == ["file:///boot/initrd.gz"])
    #expect(base.arguments.map(\.value) == ["quiet", "x=\"a b\""])
    #expect(base.timeout == .seconds(10_800))
    #expect(base.answer.kind == .preseed)
    #expect(base.answer.text.value == "d-i locale string C\nd-i password ${secret.root}\n")
  }

  @Test(arguments: [
    ("{iso: disc.iso, kickstart: preseed.cfg}", InstallerBase.AnswerKind.kickstart),
    ("{iso: disc.iso, autoinstall: user-data}", .autoinstall),
    ("{iso: disc.iso, autounattend: bare.yml}", .autounattend),
  ])
  func everyKindOfAnswerIsKnown(text: String, kind: InstallerBase.AnswerKind) throws {
    let base = try base(text)
    #expect(base.answer.kind == kind)
    #expect(base.timeout == .seconds(7200))
    #expect(base.kernel == nil && base.initrd == nil && base.arguments.isEmpty)
  }

  @Test(arguments: [
    (
      "{iso: disc.iso}",
      [
        "6:14: `installer` needs the key `preseed` or `kickstart` or `autoinstall` or `autounattend`"
      ]
    ),
    ("{preseed: preseed.cfg}", ["6:14: `installer` needs `iso`, or `kernel` and `initrd`"]),
    ("{kernel: linux, preseed: preseed.cfg}", ["6:23: `kernel` needs `initrd` beside it"]),
    (
      "{iso: disc.iso, initrd: linux, preseed: preseed.cfg}",
      ["6:38: `initrd` needs `kernel` beside it"]
    ),
    (
      "{iso: disc.iso, kernel: linux, initrd: linux, autounattend: bare.yml}",
      [
        "6:38: `kernel` is of no use to Windows Setup, which the firmware starts",
        "hint: leave it out; `iso` is all that it needs",
        "6:53: `initrd` is of no use to Windows Setup, which the firmware starts",
        "hint: leave it out; `iso` is all that it needs",
      ]
    ),
    ("{autounattend: bare.yml}", ["6:14: `installer` with `autounattend` needs the key `iso`"]),
    (
      "{iso: disc.iso, autoinstall: bare.yml}",
      [
        "6:43: the file has no `autoinstall:` key",
        "hint: it is cloud-init user data: everything stands below that one key",
      ]
    ),
    (
      "{iso: none.iso, preseed: preseed.cfg}",
      ["6:20: there is no `none.iso` in the recipe's folder"]
    ),
    (
      "{iso: {checksum: 12, file: disc.iso}, preseed: preseed.cfg}",
      [
        "6:31: `checksum` must begin with `sha256:` or `sha512:`, not `12`",
        "hint: a vendor's list goes below it, as `url` or `file`",
      ]
    ),
    ("{iso: {}, preseed: preseed.cfg}", ["6:20: `iso` needs the key `url` or `file`"]),
    (
      "{iso: disc.iso, preseed: preseed.cfg, arguments: [a b]}",
      ["6:64: an argument must be one argument, without spaces outside of quotes, not `a b`"]
    ),
    (
      "{iso: disc.iso, preseed: preseed.cfg, arguments: ['x=${secret.root}']}",
      [
        "6:67: a secret cannot stand here: the value would be kept in the clear",
        "hint: secrets go into `write.content`, templates, password hashes and answer files, "
          + "and through `secrets` into the environment of scripts",
      ]
    ),
    (
      "{iso: disc.iso, preseed: leak.cfg}",
      [
        "6:39: warning: this text seems to contain a secret in plain text",
        "hint: declare it under `secrets`, or create it when the machine first boots",
      ]
    ),
  ])
  func faultsAreReportedAtTheirPlace(base: String, expected: [String]) {
    // That the secret of the answer file is not used by the others is no matter here.
    let found = summary(report(base))
    #expect(expected.allSatisfy { found.contains($0) }, "\(found)")
    #expect(
      found.filter { !$0.contains("warning: ") && $0.first?.isNumber == true }.count
        == expected.filter { !$0.contains("warning: ") && $0.first?.isNumber == true }.count,
      "\(found)")
  }

  @Test func aFaultInTheAnswerIsThere() throws {
    let report = report("{iso: disc.iso, preseed: unknown.cfg}")
    let fault = try #require(report.errors.first)
    #expect("\(fault.location)" == "\(folder.path)/unknown.cfg:1:7")
    #expect(fault.message == "there is no variable `locle`")
  }
}
