import Bases
import Foundation
import Guests
import HostKit
import Pipeline
import Recipes
import SystemPackage
import TestSupport

/// The one Debian disk that all integration tests of a run stand on; making it takes a minute.
actor SharedBase {
  static let shared = SharedBase()
  /// Where the disk's file systems are.
  static let layout = DiskLayout([
    .init(partition: 1, path: "/"), .init(partition: 15, path: "/boot/efi"),
  ])

  private var made: Task<FilePath, any Error>?
  private var folder: TemporaryFolder?

  /// The disk, made when first asked for.
  ///
  /// Never write to it: put an overlay on top.
  func disk() async throws -> FilePath {
    if let made { return try await made.value }
    let folder = try TemporaryFolder()
    self.folder = folder
    let task = Task { try await Self.make(in: folder) }
    made = task
    return try await task.value
  }

  /// The image that scripts/test has made for all tests, or one that is made now.
  private static func make(in folder: TemporaryFolder) async throws -> FilePath {
    if let image = ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"] {
      return FilePath(image)
    }
    let file = try folder.write(
      "base.yml",
      """
      version: 1
      name: base
      base: {bootstrap: {distribution: debian, suite: bookworm}}
      disk: {size: 2 GiB}
      verify: false

      """)
    let base = try await RecipeBase.pin(
      try RecipeLoader().load(file), in: BaseEnvironment(downloads: folder.path),
      report: StepReport("base", to: EventRecorder()))
    let disk = folder.path.appending("base.qcow2")
    let scratch = BuildScratch(
      id: "base", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
    _ = try await base.makeDisk(
      at: disk, scratch: scratch, host: LocalHost.forTests(in: folder),
      report: StepReport("base", to: EventRecorder()))
    return disk
  }
}
