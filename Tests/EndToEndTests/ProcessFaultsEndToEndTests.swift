import Foundation
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// Processes that a build relies on and that end under it: the storage daemon, the appliance, the builder,
/// the guest of verification.
@Suite(.needs("qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "xorriso"))
struct ProcessFaultsEndToEndTests {
  private static let steps = """
    - write: {path: /etc/first, content: "1"}
    - name: in the appliance
      run:
        script: |
          echo ready
          for number in 1 2 3 4 5 6; do
            dd if=/dev/zero of=/var/tmp/file bs=64k count=8 conv=fsync status=none
            sleep 0.5
          done
          rm /var/tmp/file
          echo over
    - name: in the builder
      in: guest
      run:
        script: |
          echo ready
          sleep 3
          echo over
    """

  /// One chain: each build goes on from the layers that the one before it has left.
  @Test(.timeLimit(.minutes(25)), .enabled(if: FaultHome.testImage != nil))
  func whateverEndsTheBuildFailsAndTheNextOneGoesOn() async throws {
    let home = try FaultHome()
    try home.write(steps: Self.steps, verify: "{timeout: 10m}")
    try home.makePreviousArtifact()
    let failures = [
      Failure(
        of: "qemu-storage-daemon", at: "step-2 | ready", row: "step-2", status: 3,
        says: "in the appliance: the storage daemon, which owns the build's disk, ended: signal 9"),
      Failure(
        of: "guestfsd.sock", at: "step-2 | ready", row: "step-2", says: "killed by signal 9"),
      Failure(of: "-builder,", at: "step-3 | ready", row: "step-3", says: "the domain imgbuild-"),
      Failure(of: "-verify,", at: "verify: ", row: "verify", says: "the domain imgbuild-"),
    ]
    for failure in failures {
      try await fails(home, failure)
    }
    let outcome = try await home.build()
    #expect(outcome.status == 0, "\(outcome.text)")
    for row in ["base", "step-1", "step-2", "step-3"] {
      #expect(outcome.lines.contains { $0.hasSuffix("\(row): cached") }, "\(outcome.text)")
    }
    let problems = try await home.problems()
    #expect(problems == [])
    #expect(home.manifest()?.verification?.passed.isEmpty == false)
  }

  /// A process that is killed, and what the build then says.
  private struct Failure {
    let victim: String
    let line: String
    let row: String
    let status: Int32
    let text: String

    /// `victim` is a part of its arguments, `line` of the line at which it is killed.
    init(
      of victim: String, at line: String, row: String, status: Int32 = 1, says text: String
    ) {
      self.victim = victim
      self.line = line
      self.row = row
      self.status = status
      self.text = text
    }
  }

  private func fails(_ home: FaultHome, _ failure: Failure) async throws {
    let files = try home.artifactFiles()
    let remains = home.remains
    let (line, victim) = (failure.line, failure.victim)
    let folders = Gathered()
    let outcome = try await home.build { printed, _ in
      guard printed.contains(line), !printed.contains("started") else { return }
      folders.add((try? remains.applianceFolders()) ?? [])
      for process in (try? remains.processes()) ?? [] where process.arguments.contains(victim) {
        kill(process.identifier, SIGKILL)
      }
    }
    let comment: Comment = "\(victim): \(outcome.text)"
    #expect(outcome.status == failure.status, comment)
    let error = outcome.lines.first { $0.hasPrefix("error: ") }
    #expect(error?.contains(failure.text) == true, comment)
    #expect(outcome.lines.contains { $0.contains("\(failure.row): failed after ") }, comment)
    #expect(!outcome.text.contains("\(failure.row) | over"), comment)
    #expect(try await home.problems() == [], comment)
    #expect(try home.artifactFiles() == files, comment)
    for folder in folders.all {
      #expect(!FileManager.default.fileExists(atPath: folder), comment)
    }
  }
}
