import BuildFoundation
import Testing

@testable import Steps

@Suite struct PackageFailureTests {
  /// Lines as the managers print them.
  @Test(arguments: [
    (["E: Unable to locate package apache3"], "is the name right"),
    (["E: Package 'x' has no installation candidate"], "is the name right"),
    (["No match for argument: x", "Error: Unable to find a match: x"], "is the name right"),
    (["'x' not found in package names. Trying capabilities."], "is the name right"),
    (["ERROR: unable to select packages:", "  x (no such package):"], "is the name right"),
    (["Err:1 Could not resolve 'mirror.example'"], "could not reach a package mirror"),
    (["E: Failed to fetch http://x"], "could not reach a package mirror"),
    (
      ["Error: Failed to download metadata for repo 'x': Cannot download repomd.xml"],
      "could not reach a package mirror"
    ),
    (["WARNING: fetching http://x: temporary error (try again later)"], "could not reach"),
    (
      [
        "W: GPG error: http://x stable InRelease: NO_PUBKEY 648ACFD622F3D138",
        "E: Failed to fetch http://x",
      ], "`key`"
    ),
    (["E: The repository 'http://x stable InRelease' is not signed."], "`key`"),
    (["Public key for x-1.rpm is not installed", "Error: GPG check FAILED"], "`key`"),
    (["WARNING: updating http://x: UNTRUSTED signature", "  x (no such package):"], "`key`"),
    (["dpkg: No space left on device"], "`disk: {size: …}`"),
    (["E: Could not get lock /var/lib/dpkg/lock-frontend."], "another program"),
  ])
  func failuresHaveHints(lines: [String], hint: String) {
    let error = PackageFailure.error(
      doing: "installing packages", program: "x", status: 1, reasons: lines, output: lines)
    #expect(error.hint?.contains(hint) == true, "\(error)")
    #expect(error.message.hasPrefix("installing packages: x ended with status 1: "))
    #expect(error.output == lines)
  }

  @Test(arguments: [
    (["Reading…", "E: broken packages", "more"], "apt ended with status 1: E: broken packages"),
    (["Error: ", "it is broken"], "apt ended with status 1: it is broken"),
    (["some line", "  "], "apt ended with status 1: some line"), ([], "apt ended with status 1"),
  ])
  func otherFailuresAreToldInTheManagersWords(lines: [String], message: String) {
    let error = PackageFailure.error(
      doing: "x", program: "apt", status: 1, reasons: [], output: lines)
    #expect(error.message == "x: \(message)")
    #expect(error.hint == nil)
  }

  @Test func aSignalIsToldAsOne() {
    let error = PackageFailure.error(
      doing: "x", program: "dnf", status: 137, reasons: [], output: [])
    #expect(error.message == "x: dnf was ended by signal 9")
  }

  @Test(arguments: [
    ("E: Unable to locate package apach2", "apach2"), ("No match for argument: a-b", "a-b"),
    ("Error: Unable to find a match: one two", "one"), ("No provider of 'x.y' found.", "x.y"),
    ("  libx++ (no such package):", "libx++"), ("No package foo available.", "foo"),
    ("E: Unable to locate package $(rm)", nil), ("No packages marked for removal.", nil),
    ("all is well", nil),
  ])
  func missingPackagesAreNamed(line: String, name: String?) {
    #expect(PackageFailure.missingPackage(in: ["first", line]) == name)
  }
}
