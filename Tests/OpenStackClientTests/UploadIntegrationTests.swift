import BuildFoundation
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import OpenStackClient

/// Uploads to a real Glance, most of which fail.
@Suite(.needsOpenStack) struct UploadIntegrationTests {
  private static let name = "upload"

  /// Makes an image, has `body` fail with it, and sees that Glance has no data, then that nothing is left.
  private func failing(
    _ images: ImageService, diskFormat: String = "raw",
    _ body: (String) async throws -> Void
  ) async throws -> BuildError? {
    let new = NewImage(name: Self.name, diskFormat: diskFormat)
    try await images.create(new)
    let error = await #expect(throws: BuildError.self) { try await body(new.id) }
    #expect(try await images.image(id: new.id)?.isActive != true)
    #expect(await images.discard(new.id) == nil)
    #expect(try await images.image(id: new.id) == nil)
    return error
  }

  @Test("Progress only grows, and ends with the whole")
  func progress() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 64)
    let cloud = try await RealCloud()
    let new = NewImage(name: Self.name, diskFormat: "raw")
    let seen = Mutex<[ByteCount]>([])
    try await cloud.images { images async throws in
      try await images.create(new)
      let sent = try await images.upload(file, to: new.id) { count in
        seen.withLock { $0.append(count) }
      }
      try await images.check(
        try await images.waitUntilActive(new.id, limit: .seconds(30)), has: sent)
      let again = await #expect(throws: BuildError.self) {
        try await images.upload(file, to: new.id)
      }
      #expect(again?.serviceFault?.status == 409)
      #expect(try await images.image(id: new.id)?.isActive == true)
      try await images.delete(new.id)
    }
    let counts = seen.withLock { $0 }
    #expect(counts == counts.sorted() && counts.last == .mebibytes(64))
  }

  @Test("A connection that is cut leaves no image that looks whole", arguments: [10, 50, 99])
  func cut(percent: Int) async throws {
    let folder = try TemporaryFolder()
    let size = 32
    let file = try folder.writeData(mebibytes: size)
    let cloud = try await RealCloud()
    try await cloud.images(behind: .cut(after: (size << 20) * percent / 100)) { images, relay in
      let error = try await failing(images) { _ = try await images.upload(file, to: $0) }
      #expect(relay.hasFailed)
      #expect(error?.serviceSilence != nil)
      #expect(error?.message.hasPrefix("uploading to the image ") == true)
    }
  }

  @Test("An interruption closes the connection, and what was sent is forgotten")
  func cancelled() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 64)
    let cloud = try await RealCloud()
    let new = NewImage(name: Self.name, diskFormat: "raw")
    try await cloud.images(behind: .hold(after: 8 << 20)) { images, relay in
      try await images.create(new)
      let upload = Task { try await images.upload(file, to: new.id) }
      try await waitUntil("the upload to be on its way") { relay.isHolding }
      #expect(try await images.image(id: new.id)?.status == "saving")
      upload.cancel()
      await #expect(throws: CancellationError.self) { try await upload.value }
      relay.release()
      try await waitUntil("Glance to notice") {
        try await images.image(id: new.id)?.status == "queued"
      }
      let error = await Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await images.discard(new.id)
      }.value
      #expect(error == nil)
      #expect(try await images.image(id: new.id) == nil)
    }
  }

  @Test("An image that somebody deletes meanwhile is said to be gone")
  func deleted() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 32)
    let cloud = try await RealCloud()
    try await cloud.images(behind: .hold(after: 8 << 20)) { images, relay in
      let error = try await failing(images) { id in
        async let upload = images.upload(file, to: id)
        try await waitUntil("the upload to be on its way") { relay.isHolding }
        #expect(try await images.delete(id))
        relay.release()
        _ = try await upload
      }
      #expect([404, 410].contains(error?.serviceFault?.status), "\(error as Any)")
      #expect(error?.hint?.contains("deleted meanwhile") == true)
    }
  }

  @Test("An upload goes on beyond its token's end, and another token follows")
  func longUpload() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 32)
    let seconds = 4
    let bed = try await OpenStackBed.start(tokenSeconds: seconds)
    let cloud = try await RealCloud(of: bed)
    let new = NewImage(name: Self.name, diskFormat: "raw")
    try await cloud.images(behind: .hold(after: 8 << 20)) { images, relay in
      try await images.create(new)
      async let upload = images.upload(file, to: new.id)
      try await waitUntil("the upload to be on its way") { relay.isHolding }
      try await Task.sleep(for: .seconds(seconds + 2))
      relay.release()
      let sent = try await upload
      try await images.check(
        try await images.waitUntilActive(new.id, limit: .seconds(30)), has: sent)
      try await images.delete(new.id)
    }
    try await bed.stop()
  }

  @Test("A Glance that is restarted meanwhile ends the upload, not the client")
  func restart() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 32)
    // Others would miss the shared one.
    let bed = try await OpenStackBed.start()
    let cloud = try await RealCloud(of: bed)
    try await cloud.images(behind: .hold(after: 8 << 20)) { images, relay in
      let error = try await failing(images) { id in
        async let upload = images.upload(file, to: id)
        try await waitUntil("the upload to be on its way") { relay.isHolding }
        try await bed.restartGlance()
        relay.release()
        _ = try await upload
      }
      #expect(error?.serviceSilence != nil, "\(error as Any)")
    }
    try await bed.stop()
  }

  @Test(
    "What exceeds a quota is refused before it is sent",
    arguments: [(7, "quota"), (9, "exceeds")] as [(Int64, String)])
  func quota(gibibytes: Int64, words: String) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeHoles(gibibytes: gibibytes)
    let cloud = try await RealCloud()
    try await cloud.images { images async throws in
      let error = try await failing(images) { _ = try await images.upload(file, to: $0) }
      #expect(error?.serviceFault?.status == 413, "\(error as Any)")
      #expect(error?.message.lowercased().contains(words) == true, "\(error?.message ?? "")")
      #expect(error?.hint?.contains("quota") == true)
    }
  }

  @Test("Content that is not of the declared format is refused while it is sent")
  func wrongFormat() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 16)
    let cloud = try await RealCloud()
    try await cloud.images { images async throws in
      let error = try await failing(images, diskFormat: "qcow2") {
        _ = try await images.upload(file, to: $0)
      }
      #expect(error?.serviceFault?.status == 415, "\(error as Any)")
    }
  }

  @Test("An answer that gets lost does not make an image twice")
  func lostAnswer() async throws {
    let cloud = try await RealCloud()
    let new = NewImage(name: "lost-\(UUID().uuidString)", diskFormat: "raw", tags: ["a"])
    try await cloud.images(behind: .loseAnswer) { images, relay in
      #expect(try await images.create(new).id == new.id)
      #expect(relay.hasFailed)
      #expect(try await images.images(ImageFilter(name: new.name)).map(\.id) == [new.id])
      try await images.delete(new.id)
    }
    // Identifiers of deleted images stay taken.
    let error = await #expect(throws: BuildError.self) {
      try await cloud.images { try await $0.create(new) }
    }
    #expect(error?.serviceFault?.status == 409)
  }

  @Test("Staged data are imported")
  func imported() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 2)
    let cloud = try await RealCloud()
    let new = NewImage(name: "imported", diskFormat: "raw", properties: ["os_distro": "debian"])
    try await cloud.images { images async throws in
      #expect(try await images.importMethods().contains("glance-direct"))
      #expect(try await images.stores()?.map(\.id) == ["disk"])
      #expect(try await images.usage() == nil)
      try await images.create(new)
      let sent = try await images.stage(file, to: new.id)
      #expect(try await images.image(id: new.id)?.status == "uploading")
      try await images.importStaged(new.id, into: ["disk"])
      let image = try await images.waitUntilActive(new.id, limit: .seconds(60))
      try await images.check(image, has: sent)
      #expect(image.properties == new.properties && image.stores == ["disk"])
      try await images.delete(new.id)
    }
  }

  @Test("An import that fails is told in the words of Glance's task")
  func failedImport() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeData(mebibytes: 1)
    let cloud = try await RealCloud()
    try await cloud.images { images async throws in
      let error = try await failing(images, diskFormat: "qcow2") { id in
        _ = try await images.stage(file, to: id)
        try await images.importStaged(id)
        _ = try await images.waitUntilActive(id, limit: .seconds(60))
      }
      #expect(error?.code == .buildFailed)
      #expect(error?.message.contains("failed in disk") == true, "\(error?.message ?? "")")
    }
  }

  @Test("A file of many gigabytes takes no more memory than a small one")
  func memory() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.writeHoles(gibibytes: 2).string
    let clouds = try await RealCloud().bed.cloudsFile.string
    // A process of its own: the tests beside this one use memory too.
    await #expect(processExitsWith: .success) {
      [file = file as String, clouds = clouds as String] in
      var sources = ConfigurationSources.ofProcess
      sources.variables = ["OS_CLIENT_CONFIG_FILE": clouds]
      let configuration = try CloudConfiguration.read("demo", from: sources)
      try await CloudSession.with(configuration, variables: [:]) { session async throws in
        let images = ImageService(session)
        let new = NewImage(name: "large", diskFormat: "raw")
        try await images.create(new)
        let before = try peakMemory()
        let sent = try await images.upload(FilePath(file), to: new.id)
        let grown = try peakMemory() - before
        let image = try await images.waitUntilActive(new.id)
        try await images.check(image, has: sent)
        try await images.delete(new.id)
        print("peak memory: \(before >> 10) MiB before, \(grown >> 10) MiB for the upload")
        guard image.size == .gibibytes(2), grown < 64 << 10 else { exit(1) }
      }
    }
  }
}

/// The most memory that this process has had so far, in KiB.
private func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return try #require(
    line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
}
