import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// File systems that become full while a build writes to them: the cache's under a step, the output's under
/// the image.
@Suite(.needs("qemu-img", "qemu-storage-daemon", "qemu-system-x86_64", "unshare", "nsenter"))
struct DiskFullEndToEndTests {
  /// What the step writes does not compress, and is written at once.
  private static let steps = """
    - write: {path: /etc/first, content: "1"}
    - name: fill the disk
      run:
        script: |
          echo ready
          sleep 1
          dd if=/dev/urandom of=/var/tmp/file bs=1M count=300 conv=fsync status=none
          rm /var/tmp/file
          echo over
    """

  @Test(
    .timeLimit(.minutes(20)), .enabled(if: FaultHome.testImage != nil),
    .enabled(if: PrivateMounts.areAllowed || HostTools.isCI, "mounts a file system: run it as root")
  )
  func nothingTornAndAClearError() async throws {
    let mounts = try PrivateMounts()
    let home = try FaultHome(mounts: mounts)
    let (cache, output) = (home.imgbuild.home.appending("cache"), home.imgbuild.output)
    for folder in [cache, output] {
      try mounts.run("mount", "-t", "tmpfs", "-o", "size=8g", "tmpfs", folder.string)
    }
    try home.write(steps: Self.steps)
    try home.makePreviousArtifact()
    let layer = try await fails(home, leaving: 96, in: cache, at: "step-2 | ready")
    #expect(layer.text.contains("error: fill the disk: the disk is full: only "), "\(layer.text)")
    #expect(layer.text.contains(" are free in \(home.imgbuild.layers)"), "\(layer.text)")
    #expect(layer.lines.contains { $0.contains("step-2: failed after ") }, "\(layer.text)")
    #expect(!layer.text.contains("step-2 | over"), "\(layer.text)")

    let image = try await fails(home, leaving: 16, in: output, at: "artifact: started")
    #expect(image.text.contains("error: compress and hash: "), "\(image.text)")
    #expect(image.text.contains("No space left on device"), "\(image.text)")
    #expect(image.text.contains("hint: make room in \(output)"), "\(image.text)")

    let outcome = try await home.build()
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.lines.contains { $0.hasSuffix("step-2: cached") }, "\(outcome.text)")
    let problems = try await home.problems()
    #expect(problems == [])
    #expect(home.manifest()?.facts.packages.isEmpty == false)
  }

  /// Builds, with only so many mebibytes left in a folder from a line on; there is room again afterwards.
  private func fails(
    _ home: FaultHome, leaving room: Int64, in folder: FilePath, at moment: String
  ) async throws -> Imgbuild.Outcome {
    let files = try home.artifactFiles()
    let mounts = try #require(home.imgbuild.mounts)
    let resized = Mutex(false)
    let outcome = try await home.build { line, _ in
      guard line.contains(moment), let space = FileSystemSpace(mounts.path(folder)) else { return }
      let used = ByteCount.gibibytes(8).bytes - space.free.bytes
      let size = "remount,size=\(used + room << 20)"
      resized.withLock { $0 = (try? mounts.run("mount", "-o", size, folder.string)) != nil }
    }
    #expect(resized.withLock { $0 }, "\(outcome.text)")
    #expect(outcome.status == 3, "\(outcome.text)")
    try mounts.run("mount", "-o", "remount,size=8g", folder.string)
    let problems = try await home.problems()
    #expect(problems == [], "\(outcome.text)")
    #expect(try home.artifactFiles() == files)
    return outcome
  }
}
