import BuildFoundation
import Foundation
import ImageProperties
import OpenStackClient
import Publishing
import SystemPackage
import TestSupport
import Testing

/// A cloud of the shared bed, as publishers use it, with a journal of its own.
struct TestCloud {
  let bed: OpenStackBed
  let name: String
  let folder: TemporaryFolder

  init(
    _ name: String = "demo", of bed: OpenStackBed? = nil, in folder: TemporaryFolder
  ) async throws {
    if let bed { self.bed = bed } else { self.bed = try await OpenStackBed.shared() }
    self.name = name
    self.folder = folder
  }

  var journal: PublicationJournal {
    PublicationJournal(folder: folder.path.appending("journal"))
  }

  /// Calls `body` with a publisher.
  func publisher<Result: Sendable>(
    _ body: @Sendable (Publisher, ImageService) async throws -> Result
  ) async throws -> Result {
    let sources = ConfigurationSources(
      variables: ["OS_CLIENT_CONFIG_FILE": bed.cloudsFile.string], workingFolder: bed.folder,
      homeFolder: bed.folder, systemFolder: bed.folder)
    let configuration = try CloudConfiguration.read(name, from: sources)
    let events = PublicationEvents(progress: { _, _ in }, warning: { _ in })
    return try await CloudSession.with(configuration, variables: [:]) { session in
      let service = ImageService(session)
      return try await body(Publisher(service, journal: journal, events: events), service)
    }
  }

  func publish(_ publication: Publication) async throws -> PublicationResult {
    try await publisher { publisher, _ in try await publisher.publish(publication) }
  }

  func image(_ id: String) async throws -> CloudImage? {
    try await publisher { _, service in try await service.image(id: id) }
  }

  func change(_ id: String, _ changes: [ImageChange]) async throws {
    try await publisher { _, service in _ = try await service.change(id, changes) }
  }

  /// All images of the name, in whatever state, that imgbuild has made.
  func versions(of name: String) async throws -> [CloudImage] {
    try await publisher { publisher, _ in
      let versions = try await publisher.versions(of: name)
      return versions.current + versions.former
    }
  }

  /// A disk whose content the text decides, and its publication.
  func publication(
    _ name: String, content: String, _ properties: [String: String] = ["os_distro": "debian"]
  ) throws -> Publication {
    let file = try folder.write(
      "\(UUID().uuidString).raw", String(repeating: content, count: 1000))
    let set = PropertySet(
      (["min_disk": "1"].merging(properties) { $1 }).map {
        ImageProperty($0.key, $0.value, because: "a test")
      })
    return Publication(
      name: name, content: .file(file, sha512: nil), diskFormat: "raw", properties: set)
  }
}

extension Publication {
  /// The file of a publication that has one.
  var file: FilePath {
    guard case .file(let path, _) = content else { return FilePath() }
    return path
  }
}
