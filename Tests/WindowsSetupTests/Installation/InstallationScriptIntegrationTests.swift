import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import WindowsSetup

/// What runs at the first logon after Windows Setup, in Wine.
@Suite(
  .serialized, .timeLimit(.minutes(2)), .needs("wine", "wixl", "clang", "lld-link"), WithWine())
struct InstallationScriptIntegrationTests {
  private let bed: WineBed

  init() throws {
    bed = try #require(WineBed.current)
    try bed.clear()
  }

  /// Runs the script from a drive of its own, as from the answer file's disc.
  private func run(_ script: InstallationScript) async throws -> Int32 {
    for (path, text) in script.files { try bed.write("disc/\(path)", text) }
    let drive = bed.folder.path.appending("wine/dosdevices/e:")
    if !FileManager.default.fileExists(atPath: drive.string) {
      try FileManager.default.createSymbolicLink(
        atPath: drive.string, withDestinationPath: "../drive_c/disc")
    }
    return try await bed.wine(["cmd", "/d", "/c", #"E:\imgbuild\install.cmd"#]).status
  }

  private func lines(until text: String) async throws -> [String] {
    try await bed.serial(until: text).split(whereSeparator: \.isNewline).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  @Test func installsTheAgentRunsTheCommandsAndSaysSo() async throws {
    guard
      case .host(let package) = try await bed.package(
        number: 3, outer: "Other", inner: "Agent", file: "agent.txt")
    else {
      Issue.record("the package is not on this machine")
      return
    }
    let place = bed.disk("disc/guest-agent/qemu-ga-x86_64.msi")
    try FileManager.default.createDirectory(
      atPath: place.removingLastComponent().string, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: package.string, toPath: place.string)
    let script = InstallationScript(
      commands: [#"echo "of it" & echo second>C:\started"#, "exit /b 3010"])
    #expect(try await run(script) == 0)
    #expect(
      try await lines(until: "turning Windows off") == [
        "imgbuild-setup: Windows runs",
        "imgbuild-setup: the installation of the guest agent",
        "imgbuild-setup: command 1 of 2", "imgbuild-setup: command 2 of 2",
        "imgbuild-setup: done, turning Windows off",
      ])
    #expect(bed.read("Program Files/Other/Agent/conf/agent.txt") == "from package 3\n")
    #expect(bed.read("started")?.hasPrefix("second") == true)
    #expect(bed.read("windows/imgbuild/setup.log")?.contains(#""of it""#) == true)
    try FileManager.default.removeItem(atPath: place.string)
  }

  @Test func whatFailsEndsItAndIsNamed() async throws {
    let script = InstallationScript(commands: ["exit /b 7", #"echo never>C:\started"#])
    #expect(try await run(script) == 1)
    let lines = try await lines(until: "failed: ")
    #expect(lines.last == "imgbuild-setup: failed: command 1 of 2 ended with 7")
    #expect(!bed.exists("started"))
  }
}
