import BuildFoundation
import Foundation
public import ImageProperties
public import Recipes
public import SystemPackage

/// Verifies any image: boots it as Nova would from its properties, as two instances, and looks at each.
public struct ImageVerifier: Sendable {
  /// What is to be verified.
  public struct Subject: Sendable {
    var image: FilePath
    var format: String
    var properties: PropertySet
    var flavor: Flavor
    var tests: [VerificationTest]
    var metadataSource: MetadataSource

    /// An image in the format of that QEMU name, with the properties that it is stamped with.
    public init(
      _ image: FilePath, format: String, properties: PropertySet, flavor: Flavor = Flavor(),
      tests: [VerificationTest] = [], metadataFrom metadataSource: MetadataSource = .configDrive
    ) {
      self.image = image
      self.format = format
      self.properties = properties
      self.flavor = flavor
      self.tests = tests
      self.metadataSource = metadataSource
    }
  }

  private static let leastMemory = ByteCount.gibibytes(1)
  private static let first = Activity(id: "first", title: "boot an instance, and look at it")
  private static let second = Activity(id: "second", title: "boot another instance of it")

  private let subject: Subject
  private let host: any BuildHost
  private let events: any EventSink
  private let limit: Duration

  /// A verification in which each boot with its checks may take `limit`.
  public init(
    _ subject: Subject, host: any BuildHost, events: any EventSink,
    limit: Duration = .seconds(900)
  ) {
    self.subject = subject
    self.host = host
    self.events = events
    self.limit = limit
  }

  /// Boots the image, and gives what held and what did not.
  ///
  /// Throws `BuildError` for what cannot be looked at: `recipe` for Windows without a guest agent, `defect` when
  /// the image was changed by it.
  public func run() async throws -> ImageVerification {
    let hardware = NovaHardware(subject.properties)
    let contact = try GuestContact(subject.properties, doing: "verifying the image")
    let name = subject.image.lastComponent?.string ?? ""
    events.emit(.buildStarted(name: name, activities: [Self.first, Self.second]))
    let before = try await FileHasher().sha256(of: subject.image)
    let record = CaseRecord()
    let identity = IdentityCheck()
    let answered = try await boot(Self.first, "verify-1", hardware, contact, record) {
      guest, until in
      try await look(at: guest, on: hardware, identity, until, record)
    }
    if answered {
      _ = try await boot(Self.second, "verify-2", hardware, contact, record) { guest, until in
        try await compare(guest, identity.identity, until, record)
      }
    }
    guard try await FileHasher().sha256(of: subject.image) == before else {
      throw BuildError(.defect, "verifying the image: \(subject.image) was changed by it")
    }
    return ImageVerification(hardware: hardware.summary, cases: record.cases)
  }

  /// Boots one instance; false when it never answered.
  private func boot(
    _ activity: Activity, _ name: String, _ hardware: NovaHardware, _ contact: GuestContact,
    _ record: CaseRecord,
    _ body: @escaping @Sendable (any BootedGuest, ContinuousClock.Instant) async throws -> Void
  ) async throws -> Bool {
    var settings = BuilderSettings()
    settings.cpus = subject.flavor.processors
    settings.memory = subject.flavor.memory ?? hardware.minimumMemory ?? Self.leastMemory
    let boot = VerificationBoot(
      subject.image, format: subject.format, hardware: hardware, settings: settings,
      diskSize: subject.flavor.disk, metadata: Self.metadata(name), from: subject.metadataSource,
      contact: contact)
    let start = ContinuousClock.now
    let title = "\(name) boots until its \(contact.name) answers"
    do {
      _ = try await ActivityRunner(events: events).run(activity) { report in
        try await host.withVerificationBoot(boot, report: report) { guest in
          record.add(title, since: start)
          try await body(guest, start + limit)
        }
      }
      return true
    } catch let error as BuildError
      where error.code != .interrupted && error.code != .host && error.code != .recipe
    {
      record.add(
        record.has(title) ? "\(name) goes on answering" : title, since: start,
        failure: error.chain.joined(separator: ": "), output: error.output)
      return false
    }
  }

  private static let mark = "/run/imgbuild-verify"

  private static func metadata(_ name: String) -> InstanceMetadata {
    InstanceMetadata(
      instanceID: "imgbuild-\(UUID().uuidString.lowercased())", hostName: name,
      publicKey: VerificationKey.text, userData: "#!/bin/sh\n: > \(mark)\n")
  }

  private func look(
    at guest: any BootedGuest, on hardware: NovaHardware, _ identity: IdentityCheck,
    _ until: ContinuousClock.Instant, _ record: CaseRecord
  ) async throws {
    var checks: [any VerificationCheck] = [
      FirmwareCheck(hardware: hardware), HostNameCheck(expected: "verify-1"), identity,
      AuthorizedKeyCheck(key: VerificationKey.text),
      UserDataCheck(mark: Self.mark),
    ]
    if let disk = subject.flavor.disk { checks.append(RootGrowthCheck(disk: disk)) }
    checks += subject.tests.map(\.check)
    for check in checks {
      try await record.run(check.title, in: guest) {
        try await check.passes(in: guest, until: until)
      }
    }
    try await record.run("it restarts, and answers again", in: guest) {
      let left = max(.seconds(60), until - ContinuousClock.now)
      try await guest.restart(limit: left) { _ in }
    }
    try await record.run("it powers itself off when the power button is pressed", in: guest) {
      guard try await guest.pressPowerButton(limit: .seconds(120)) else {
        throw BuildError(.buildFailed, "it still ran after 2 min")
      }
    }
  }

  private func compare(
    _ guest: any BootedGuest, _ other: InstanceIdentity, _ until: ContinuousClock.Instant,
    _ record: CaseRecord
  ) async throws {
    let check = IdentityCheck()
    let title = "verify-2 has another machine ID and other SSH host keys than verify-1"
    try await record.run(title, in: guest) {
      try await check.passes(in: guest, until: until)
      if let shared = check.identity.shared(with: other) {
        throw BuildError(.buildFailed, shared)
      }
    }
  }
}
