import BuildFoundation
import Foundation
import Pipeline
import Recipes
import Steps
import SystemPackage
import TestSupport
import Testing

/// A recipe with a step of every kind that the guest alone serves, and what it must leave.
struct StepExample {
  private let folder: TemporaryFolder
  let recipe: Recipe

  /// Writes the recipe and its files into `folder`.
  init(in folder: TemporaryFolder) throws {
    self.folder = folder
    for name in ["archive/app/bin", "keys"] {
      try FileManager.default.createDirectory(
        atPath: folder.path.appending(name).string, withIntermediateDirectories: true)
    }
    _ = try folder.write("archive/app/bin/run", "run\n")
    _ = try folder.write("archive/app/it's here", "spaces\n")
    _ = try folder.write("keys/web.pub", "# mine\n\(Self.key) file\n")
    let packed = try ToolRun(
      "tar",
      [
        "-C", folder.path.appending("archive").string, "-cJf",
        folder.path.appending("app.tar").string, "./app",
      ])
    try #require(packed.status == 0, "\(packed.output)")
    recipe = try Self.load(Self.steps, in: folder)
  }

  /// The recipe with these steps.
  static func load(_ steps: String, in folder: TemporaryFolder) throws -> Recipe {
    let head = """
      version: 1
      name: steps
      base: {bootstrap: {distribution: debian, suite: bookworm}}
      verify: false
      steps:

      """
    return try RecipeLoader(sealItems: SealItem.names).load(
      folder.write("steps.yml", head + steps))
  }

  /// Applies the steps whose conditions hold.
  func apply(to guest: any Guest) async throws {
    var skipped: [String] = []
    for step in RecipeSteps.make(recipe) {
      if let reason = try await step.reasonToSkip(in: guest) {
        skipped.append(reason)
      } else {
        try await step.apply(to: guest, report: StepReport("test", to: EventRecorder()))
      }
    }
    #expect(
      skipped == ["left out on Debian GNU/Linux 12 (bookworm): os.distro == 'ubuntu'"])
  }

  /// Reads back what the steps left, in one command.
  func check(_ guest: any Guest) async throws {
    let found = try await guest.output(of: .shell(Self.question), doing: "reading back")
    #expect(found == Self.answer)
  }

  /// Each of these steps must fail, in these words, and leave nothing.
  func checkFailures(_ guest: any Guest) async throws {
    for (step, message, hint) in Self.failures {
      let recipe = try Self.load("  - \(step)\n", in: folder)
      let error = await #expect(throws: BuildError.self, "\(step)") {
        for step in RecipeSteps.make(recipe) {
          try await step.apply(to: guest, report: StepReport("test", to: EventRecorder()))
        }
      }
      #expect(error?.message == message)
      #expect(error?.hint == hint)
    }
    let left = try await guest.output(
      of: .shell(
        "ls -A /tmp /etc/cloud/cloud.cfg.d /etc/sudoers.d /var/tmp | grep imgbuild || true"),
      doing: "looking for leftovers")
    #expect(
      left == "99-imgbuild-datasources.cfg\n99-imgbuild.cfg\nimgbuild-web")
  }

  /// In the builder no script for the first boot runs; the command that runs them does what it must.
  func checkBooted(_ guest: any Guest) async throws {
    let before = try await guest.output(of: .shell(Self.booted), doing: "looking before")
    #expect(
      before == """
        cloud-config.service
        network-online.target
        no
        asked
        0001
        0002
        """)
    let recipe = try Self.load("  - reboot: true\n", in: folder)
    let reboot = try #require(RecipeSteps.make(recipe).first)
    #expect(reboot.place == .builder)
    try await reboot.apply(to: guest, report: StepReport("test", to: EventRecorder()))
    let after = try await guest.output(of: .shell(Self.restarted), doing: "looking after")
    #expect(
      after == """
        another boot
        first it's in /
        second
        nothing left
        net.ifnames=0
        """)
  }
}
