import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import OpenStackClient

/// One of the clouds of a real Keystone and Glance, and what tests do with it.
struct RealCloud {
  let bed: OpenStackBed
  let name: String

  init(_ name: String = "demo", of bed: OpenStackBed? = nil) async throws {
    self.name = name
    if let bed { self.bed = bed } else { self.bed = try await OpenStackBed.shared() }
  }

  var configuration: CloudConfiguration {
    get throws {
      try CloudConfiguration.read(
        name,
        from: ConfigurationSources(
          variables: ["OS_CLIENT_CONFIG_FILE": bed.cloudsFile.string],
          workingFolder: bed.folder, homeFolder: bed.folder, systemFolder: bed.folder))
    }
  }

  /// Calls `body` with the image service.
  func images<Result: Sendable>(
    _ change: (inout CloudConfiguration) throws -> Void = { _ in },
    _ body: (ImageService) async throws -> Result
  ) async throws -> Result {
    var configuration = try configuration
    try change(&configuration)
    let retry = RetryPolicy(attempts: 3, firstPause: .milliseconds(50))
    return try await CloudSession.with(configuration, retry: retry, variables: [:]) {
      try await body(ImageService($0))
    }
  }

  /// Calls `body` with the image service as it is behind a bad network.
  func images<Result: Sendable>(
    behind fault: FaultyRelay.Fault, _ body: (ImageService, FaultyRelay) async throws -> Result
  ) async throws -> Result {
    let url = try await images { try await $0.session.imageEndpoint(doing: "") }
    let port = try #require(URL(string: url)?.port.flatMap(UInt16.init))
    let relay = try FaultyRelay(to: port, fault)
    return try await relay.run {
      try await images({ $0.imageEndpoint = "http://127.0.0.1:\(relay.port)" }) {
        try await body($0, relay)
      }
    }
  }

  /// What `openstack` prints as JSON.
  func openstack(_ arguments: String...) async throws -> [String: Any] {
    let run = try await bed.openstack(name, arguments + ["-f", "json"])
    try #require(run.status == 0, "openstack \(arguments): \(run.output)")
    // What Python warns of comes first.
    let start = run.output.firstIndex(of: "{") ?? run.output.startIndex
    let document = try JSONSerialization.jsonObject(with: Data(run.output[start...].utf8))
    return try #require(document as? [String: Any])
  }

  /// Makes an image with data, and gives it when it is active and checked.
  func publish(_ image: NewImage, from file: FilePath) async throws -> CloudImage {
    try await images { images in
      try await images.create(image)
      let sent = try await images.upload(file, to: image.id)
      let active = try await images.waitUntilActive(image.id, limit: .seconds(30))
      try await images.check(active, has: sent)
      return active
    }
  }
}

extension TemporaryFolder {
  /// Writes a file of bytes that are no known format of a disk; the same every time.
  func writeData(_ name: String = "disk", mebibytes: Int) throws -> FilePath {
    var generator = SplitMix(state: 7)
    let block = (0..<(1 << 17)).map { _ in generator.next() }
    let path = self.path.appending(name)
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create], permissions: .ownerReadWrite)
    try file.closeAfter {
      for _ in 0..<mebibytes { _ = try block.withUnsafeBytes { try file.writeAll($0) } }
    }
    return path
  }

  /// Makes a file of holes.
  func writeHoles(_ name: String = "holes", gibibytes: Int64) throws -> FilePath {
    let path = self.path.appending(name)
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create], permissions: .ownerReadWrite)
    try file.closeAfter { try file.resize(to: gibibytes << 30) }
    return path
  }
}

/// Waits for a condition, under a limit.
func waitUntil(
  _ what: String, limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while try await !condition() {
    try #require(ContinuousClock.now < end, "waited for \(what)")
    try await Task.sleep(for: .milliseconds(20))
  }
}
