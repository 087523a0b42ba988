import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Steps

@Suite struct BootStepTests {
  private func firstBoot(
    _ text: String, interpreter: String = "/bin/sh", environment: [String: String] = [:]
  ) -> StepAction {
    .firstBoot(
      FirstBootStep(
        .inline(located(text)), interpreter: interpreter, environment: environment))
  }

  @Test(arguments: [
    ("echo", "/bin/sh", "#!/bin/sh\necho"), ("#!/bin/bash\necho", "/bin/sh", "#!/bin/bash\necho"),
    ("print(1)", "/usr/bin/python3", "#!/usr/bin/python3\nprint(1)"),
  ])
  func aScriptKnowsItsInterpreter(
    text: String, interpreter: String, script: String
  ) async throws {
    let guest = RecordingGuest()
    try await apply(firstBoot(text, interpreter: interpreter), to: guest)
    #expect(guest.text("/var/lib/imgbuild-firstboot.new") == script)
    #expect(
      guest.file("/var/lib/imgbuild-firstboot.new")?.attributes == FileAttributes(mode: 0o700))
  }

  @Test func theEnvironmentIsReadByAShell() async throws {
    let guest = RecordingGuest()
    try await apply(firstBoot("x", environment: ["A": "it's $HOME", "B": "2"]), to: guest)
    let text = try #require(guest.commands.first?.arguments[5])
    let run = try ToolRun("sh", ["-c", "\(text)\necho \"$A,$B\""])
    #expect(run.output == "it's $HOME,2\n")
  }

  @Test func theUnitWaitsForNothingThatWaitsForIt() throws {
    #expect(!FirstBoot.unit.contains("cloud-final"))
    #expect(FirstBoot.unit.contains("ConditionPathExists=!/dev/disk/by-id/virtio-imgbuild-builder"))
    #expect(BuilderMark.serial.utf8.count <= 20)
    #expect(try ToolRun("sh", ["-n", "-c", FirstBoot.runner]).status == 0)
  }

  @Test func offlineThereIsNothingToRestart() async throws {
    let error = await #expect(throws: BuildError.self) {
      try await apply(.reboot(RebootStep()), to: RecordingGuest())
    }
    #expect(error?.code == .recipe)
  }

  private static let stanza: [(add: String, remove: String, before: String, after: String)] = [
    ("a=1", "", "quiet", "quiet a=1"), ("a=1", "", "a=1 b", "b a=1"),
    ("", "quiet", "quiet b", "b "),
    ("", "console", "console=tty0 console=ttyS0,1 c", "c "),
    ("", "console=tty0", "console=tty0 console=tty00 x", "console=tty00 x "),
    ("n", "", "", "n"), ("n", "", "a=* b", "a=* b n"),
  ]

  /// The piece of GRUB's defaults is run as GRUB does, by a shell that stops at errors.
  @Test(arguments: stanza) func grubsDefaultsChange(
    add: String, remove: String, before: String, after: String
  ) throws {
    let functions = KernelArgumentChange.script.text.components(separatedBy: "if has update-grub")[
      0]
    let folder = try TemporaryFolder()
    let file = folder.path.appending("defaults").string
    let made = try ToolRun(
      "sh", ["-c", "set -eu; \(functions)\nstanza > \(file)", "sh", add, remove])
    #expect(made.status == 0, "\(made.output)")
    let run = try ToolRun(
      "sh",
      ["-ec", "GRUB_CMDLINE_LINUX='\(before)'; . \(file); printf %s \"$GRUB_CMDLINE_LINUX\""])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output == after)
    let filtered = try ToolRun(
      "sh", ["-c", "set -eu; \(functions)\nprintf '%s' '\(before)' | changed", "sh", add, remove])
    #expect(filtered.output == after.trimmingCharacters(in: .whitespaces))
  }
}
