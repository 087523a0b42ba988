import BuildFoundation
import Foundation
import HostKit
public import SystemPackage

/// What this machine knows of a name in a cloud: what it was about to do, and what it did last.
struct PublicationRecord: Sendable, Codable, Equatable {
  /// What is under way; noted down before the cloud is asked for it.
  enum Pending: Sendable, Codable, Equatable {
    /// An image of this identifier may be there, and is not finished.
    case filling(image: String)
    /// The image gets the name, which others lose.
    case replacing(image: String, replaced: [String])
  }

  /// The cloud's name in the configuration.
  let cloud: String
  /// The image's name.
  let name: String
  /// What is under way; nil for nothing.
  var pending: Pending?
  /// The identifier of the image that was published last.
  var image: String?
  /// What its data were converted from; nil where they are those of a file.
  var origin: String?
  /// The properties that it got.
  var properties: [String] = []
}

/// The records of all names, a file each.
public struct PublicationJournal: Sendable {
  private let folder: FilePath

  /// The journal in `folder`, which is made when it is needed.
  public init(folder: FilePath) { self.folder = folder }

  /// Takes the name for this process; waits for another that has it.
  func lock(_ cloud: String, _ name: String) async throws -> FileLock {
    try PrivateFolder.make(folder)
    return try await FileLock.wait(
      for: FilePath("\(path(cloud, name)).lock"), limit: .seconds(6 * 3600))
  }

  func record(_ cloud: String, _ name: String) -> PublicationRecord {
    JSONFile.read(PublicationRecord.self, from: path(cloud, name))
      ?? PublicationRecord(cloud: cloud, name: name)
  }

  func write(_ record: PublicationRecord) throws {
    try PrivateFolder.make(folder)
    try JSONFile.write(record, to: path(record.cloud, record.name))
  }

  /// Clouds and names of what was begun and has not ended, in the order of their names.
  public func pending() -> [(cloud: String, name: String)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.filter { $0.hasSuffix(".json") }
      .compactMap { JSONFile.read(PublicationRecord.self, from: folder.appending($0)) }
      .filter { $0.pending != nil }.map { ($0.cloud, $0.name) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  private func path(_ cloud: String, _ name: String) -> FilePath {
    let digest = Digest.sha256("\(cloud)\0\(name)").hex
    return folder.appending("\(digest.prefix(32)).json")
  }
}
