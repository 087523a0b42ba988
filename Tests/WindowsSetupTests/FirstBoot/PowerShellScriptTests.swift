import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import WindowsSetup

/// PowerShell's scripts, as far as they can be looked at without PowerShell.
@Suite struct PowerShellScriptTests {
  static let scripts: [String] = [
    PowerShellScript.sysprepCheck(serialPort: "COM2"),
    PowerShellScript.computerName("WEB", serialPort: "COM2"),
    PowerShellScript.roles(["Web-Server", "DNS"], serialPort: "COM2"),
    PowerShellScript.updates(.init(), serialPort: "COM2"),
  ]

  @Test(arguments: scripts) func hasNoPlaceholderAndNothingBesideASCII(script: String) {
    #expect(!script.contains(/@[A-Z]+@/))
    #expect(script.utf8.allSatisfy { $0 < 0x80 })
    #expect(!script.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
    #expect(script.contains("'COM2', 115200"))
  }

  /// A parser of tree-sitter stands in for PowerShell's own: it tells what is no PowerShell at all.
  @Test(.needsWindowsReaders, arguments: scripts)
  func isPowerShell(script: String) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("script.ps1", script)
    let run = try await ToolRun.onThread(
      try #require(CloudbaseInitReader.python), ["-c", Self.parser, file.string])
    #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
  }

  @Test func updatesAreChosenAsThePlanSays() {
    var updates = FirstBootPlan.Updates()
    updates.search = "IsInstalled=0 and Type='Driver'"
    updates.categories = [.security, .drivers]
    updates.excluding = [5_034_439, 890_830]
    let script = PowerShellScript.updates(updates, serialPort: "COM1")
    let numbers = "0fa1201d-4330-4fa8-8ae9-b877473b6441,ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0"
    for line in [
      "$Searcher.Search('IsInstalled=0 and Type=''Driver''')", "@('\(numbers)'.Split(',')",
      "@('5034439,890830'.Split(',')",
    ] {
      #expect(script.contains(line), "\(line)")
    }
  }

  @Test(.needsWindowsReaders) func aBrokenScriptIsFound() async throws {
    let folder = try TemporaryFolder()
    let script = PowerShellScriptTests.scripts[0].replacing(
      "} catch", with: "catch", maxReplacements: 1)
    let file = try folder.write("script.ps1", script)
    let run = try await ToolRun.onThread(
      try #require(CloudbaseInitReader.python), ["-c", Self.parser, file.string])
    #expect(!run.output.isEmpty)
  }

  private static let parser = """
    import sys, tree_sitter, tree_sitter_powershell
    language = tree_sitter.Language(tree_sitter_powershell.language())
    text = open(sys.argv[1], "rb").read()
    nodes = [tree_sitter.Parser(language).parse(text).root_node]
    while nodes:
        node = nodes.pop()
        if node.is_error or node.is_missing:
            print("line", node.start_point[0] + 1, text[node.start_byte:node.end_byte][:80])
        nodes += node.children
    """
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where the packages of `Tests/Windows/requirements.txt` are not there; in CI it runs and fails.
  static var needsWindowsReaders: Self {
    .enabled(
      if: CloudbaseInitReader.python != nil || HostTools.isCI,
      "needs a parser of PowerShell from PyPI; run scripts/test, with a network")
  }
}
