import Foundation
public import SystemPackage
public import Testing

/// A real Keystone and Glance of this process, which `Tests/OpenStack/test-bed` starts on loopback.
///
/// They end with the process, however it ends: the script watches over it. Its clouds are `admin`, `demo`
/// (alice, a member), `demo-reader` (rita, in the same project), `other` (bob, in another) and `demo-appcred`.
public final class OpenStackBed: Sendable {
  /// Everything that the services have.
  public let folder: FilePath

  /// Glance's limits in the shared bed, small enough to be exceeded by a sparse file.
  public static let sharedOptions = ["image_size_cap=8589934592", "user_storage_quota=6GB"]

  private static let starter = Starter()

  /// The one that tests share, started when it is first asked for; give what you make there a name of its own.
  public static func shared() async throws -> OpenStackBed { try await starter.bed() }

  /// Starts one of a test's own, where it stops or fills the service; `stop` it.
  public static func start(
    glanceOptions: [String] = [], tokenSeconds: Int = 3600, projectLimits: [String] = []
  ) async throws -> OpenStackBed {
    // Not the process's folder, which goes when the process does: the services' numbers are in it.
    var template = Array("/tmp/imgbuild-bed-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    let bed = OpenStackBed(folder: FilePath(platformString: template))
    try await bed.script(
      "start", ["--with", "\(ProcessInfo.processInfo.processIdentifier)"],
      [
        "GLANCE_OPTIONS": glanceOptions.joined(separator: " "), "TOKEN_SECONDS": "\(tokenSeconds)",
        "PROJECT_LIMITS": projectLimits.joined(separator: " "),
      ])
    return bed
  }

  private init(folder: FilePath) {
    self.folder = folder
  }

  /// The clouds.yaml.
  public var cloudsFile: FilePath { folder.appending("clouds.yaml") }

  /// Ends the services and removes what they had.
  public func stop() async throws {
    try await script("stop")
    try FileManager.default.removeItem(atPath: folder.string)
  }

  /// Restarts Glance; what it was doing is lost.
  public func restartGlance() async throws { try await script("restart-glance") }

  /// Runs the `openstack` command, a client that is not ours.
  public func openstack(_ cloud: String, _ arguments: [String]) async throws -> ToolRun {
    guard let programs = Self.programs else { throw Errno.noSuchFileOrDirectory }
    return try await ToolRun.onThread(
      "\(programs)/openstack", arguments,
      environment: [
        "OS_CLIENT_CONFIG_FILE": cloudsFile.string, "OS_CLOUD": cloud, "no_proxy": "127.0.0.1",
      ])
  }

  /// Where `scripts/test` has put the programs; nil where it did not.
  public static var programs: String? {
    ProcessInfo.processInfo.environment["IMGBUILD_TEST_OPENSTACK"]
  }

  private func script(
    _ command: String, _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) async throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "OpenStack/test-bed").path
    let run = try await ToolRun.onThread(
      file, [command, folder.string] + arguments, environment: environment)
    try #require(run.status == 0, "test-bed \(command): \(run.output)")
  }

  private actor Starter {
    private var started: Task<OpenStackBed, any Error>?

    func bed() async throws -> OpenStackBed {
      let task = started ?? Task { try await start(glanceOptions: sharedOptions) }
      started = task
      return try await task.value
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test where Keystone and Glance are not there; in CI it runs and fails.
  public static var needsOpenStack: Self {
    .enabled(
      if: OpenStackBed.programs != nil || HostTools.isCI,
      "needs Keystone and Glance from PyPI; run scripts/test, with a network")
  }
}
