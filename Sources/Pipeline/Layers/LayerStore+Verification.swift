public import BuildFoundation
import Foundation
public import SystemPackage

extension LayerStore {
  /// What a thorough check reads in a layer's file.
  public struct FileContent: Sendable {
    /// The digest of its map.
    public var map: Digest
    /// The name of the backing file in its header; nil when it has none.
    public var backing: String?

    /// Makes it.
    public init(map: Digest, backing: String?) {
      self.map = map
      self.backing = backing
    }
  }

  /// Checks every layer, and gives those that cannot be used, lower ones first.
  ///
  /// `read` looks for damage in one file and throws `BuildError` when there is some. `progress` gets the
  /// number of the layer and of all. Layers that are removed meanwhile do not count.
  public func verify(
    progress: (Int, Int) -> Void = { _, _ in },
    read: (FilePath) async throws -> FileContent
  ) async throws -> [LayerFinding] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    let keys = names.filter(Self.isRecord).map {
      LayerKey(hex: String($0.dropLast(".json".count)))
    }
    let records = keys.map { ($0, storedRecord($0)) }
      .sorted { ($0.1?.files.count ?? 0, $0.0.hex) < ($1.1?.files.count ?? 0, $1.0.hex) }
    var findings: [LayerFinding] = []
    var known: [String: String?] = [:]
    for (number, (key, record)) in records.enumerated() {
      progress(number + 1, records.count)
      let reason: String?
      if let record {
        reason = try await damage(of: record, &known, read)
      } else {
        reason = "its record cannot be read, or was written by another version of imgbuild"
      }
      if let reason, FileStatus(recordPath(key)) != nil {
        findings.append(LayerFinding(key: key, title: record?.title, reason: reason))
      }
    }
    return findings
  }

  /// Forgets layers, and removes their files if nothing else needs them.
  ///
  /// A running build keeps the files that it stands on.
  public func remove(_ findings: [LayerFinding]) async throws {
    do {
      let store = try await lock()
      defer { withExtendedLifetime(store) {} }
      for finding in findings { forget(finding.key) }
    }
    _ = try await prune(PruneRules())
  }

  /// What is wrong with the first damaged file of a chain; nil when all are as they were.
  private func damage(
    of record: LayerRecord, _ known: inout [String: String?],
    _ read: (FilePath) async throws -> FileContent
  ) async throws -> String? {
    if let fault = fault(in: record) { return fault }
    var below: String?
    for file in record.files {
      if known[file.name] == nil {
        known[file.name] = .some(try await damage(of: file, on: below, read))
      }
      if let reason = known[file.name] ?? nil { return reason }
      below = file.name
    }
    return nil
  }

  private func damage(
    of file: LayerFile, on below: String?, _ read: (FilePath) async throws -> FileContent
  ) async throws -> String? {
    if let size = FileStatus(path(file.name))?.size, size != file.size {
      return "its file \(file.name) has \(size.bytes) bytes, and had \(file.size.bytes)"
    }
    do {
      let content = try await read(path(file.name))
      if content.backing != below {
        return "its file \(file.name) stands on \(content.backing ?? "nothing"), and should on "
          + (below ?? "nothing")
      }
      return content.map == file.map
        ? nil : "its file \(file.name) was changed since it was made: its map is another"
    } catch let error as BuildError where error.code == .buildFailed {
      return error.message
    }
  }
}
