import BuildFoundation
import Foundation
import LibvirtKit
import SystemPackage
import TestSupport
import Testing

/// The embedded driver for a suite: a process can open one root only, so its tests share it.
struct EmbeddedLibvirt: Sendable {
  @TaskLocal static var current: EmbeddedLibvirt?

  let connection: Connection
  let driver: EmbeddedDriver
  /// A folder for the disks and logs of the suite.
  let folder: FilePath

  /// The domains of the suite: builds of other tests, which run beside it, have names of their own.
  func domains() async throws -> [Domain] {
    try await connection.domains().filter { !$0.name.hasPrefix("imgbuild-") }
  }

  /// An image of the tester's with a guest agent; there is none to test with otherwise.
  static let testImage = ProcessInfo.processInfo.environment["IMGBUILD_TEST_IMAGE"]

  /// Whether QEMU and libvirt's driver for it are here; in CI they must be.
  static var isAvailable: Bool {
    let isInstalled = ["/usr/bin", "/usr/local/bin", "/usr/libexec"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/qemu-system-x86_64")
    }
    return isInstalled || ProcessInfo.processInfo.environment["CI"] != nil
  }
}

/// Opens the driver around a suite, and ends what the suite started afterwards.
struct EmbeddedLibvirtTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let folder = FilePath("/tmp/lvk-\(getpid())")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    let driver = EmbeddedDriver(
      root: ProcessFolder.libvirtRoot, sharedCache: ProcessFolder.libvirtCache)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let connection = try await Connection.open(driver)
    let current = EmbeddedLibvirt(connection: connection, driver: driver, folder: folder)
    let result: Result<Void, any Error>
    do {
      result = .success(
        try await EmbeddedLibvirt.$current.withValue(current) { try await function() })
    } catch { result = .failure(error) }
    let left = try await current.domains()
    for domain in left { try await domain.terminate() }
    #expect(left.map(\.name) == [], "the tests of this suite end what they start")
    await connection.close()
    try result.get()
  }
}

extension Trait where Self == EmbeddedLibvirtTrait {
  static var embeddedLibvirt: Self { EmbeddedLibvirtTrait() }
}

/// All tests that use the embedded driver, one after another.
@Suite(
  .serialized, .embeddedLibvirt,
  .enabled(if: EmbeddedLibvirt.isAvailable, "needs qemu-system-x86_64"))
enum EmbeddedTests {}
