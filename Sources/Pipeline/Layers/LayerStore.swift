import BuildFoundation
import Foundation
public import SystemPackage

/// The layers of earlier builds, by key, in one folder.
///
/// A layer is a qcow2 file whose name is unique to the build that made it, and a record named after
/// its key. The record is linked into place last, and by the first build that gets there: a layer
/// with a record is whole, and no file is ever replaced under a reader.
public struct LayerStore: Sendable {
  /// The folder of the files and records.
  public let folder: FilePath

  /// A store in `folder`, which is made if it is not there.
  public init(folder: FilePath) throws {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
    } catch {
      throw BuildError(
        .host, "opening the layer cache \(folder): \(error.reason)",
        hint: "make the folder writable, or set XDG_CACHE_HOME to another one")
    }
  }

  /// The record of the layer `key`; nil where there is none, or a file of its chain is missing or
  /// shorter than it was.
  public func record(_ key: LayerKey) -> LayerRecord? {
    guard let record = storedRecord(key), fault(in: record) == nil else { return nil }
    return record
  }

  /// What is written down about the layer `key`, whatever became of its files.
  func storedRecord(_ key: LayerKey) -> LayerRecord? {
    FileManager.default.contents(atPath: recordPath(key).string).flatMap {
      try? JSONDecoder.layers.decode(LayerRecord.self, from: $0)
    }
  }

  /// Why a layer cannot be used, as far as that costs nothing to see; nil when it can.
  func fault(in record: LayerRecord) -> String? {
    for file in record.files {
      guard let status = FileStatus(path(file.name)) else {
        return "its file \(file.name) is missing"
      }
      if status.size < file.size {
        return "its file \(file.name) has \(status.size) of \(file.size)"
      }
    }
    return record.files.isEmpty ? "it has no file" : nil
  }

  /// The name of the file that the build `id` keeps the layer `key` in.
  public func fileName(_ key: LayerKey, build id: String) -> String {
    "\(key.hex.prefix(32))-\(id).qcow2"
  }

  /// What is written down about the file `name`, whose map has the digest `map`.
  func layerFile(_ name: String, map: Digest) throws -> LayerFile {
    guard let status = FileStatus(path(name)) else {
      throw BuildError(.host, "keeping the layer: its file \(path(name)) is missing")
    }
    return LayerFile(name: name, size: status.size, map: map)
  }

  /// The path of a file of the store.
  public func path(_ name: String) -> FilePath { folder.appending(name) }

  /// Makes the layer `key` known; does nothing when another build was first.
  public func publish(_ key: LayerKey, _ record: LayerRecord) throws {
    // Named after the file of the build that makes it, so that it goes with that.
    let partial = folder.appending("\(record.chain.last ?? key.hex).tmp")
    do {
      try JSONEncoder.layers.encode(record).write(to: URL(filePath: partial.string))
      defer { unlink(partial.string) }
      guard link(partial.string, recordPath(key).string) == 0 || errno == EEXIST else {
        throw Errno(rawValue: errno)
      }
    } catch {
      throw BuildError(.host, "publishing the layer \(key) in \(folder): \(error)")
    }
  }

  /// Forgets the layer `key`, so that the next build makes it anew; its file goes with the next
  /// pruning.
  public func forget(_ key: LayerKey) {
    unlink(recordPath(key).string)
  }

  /// Throws a `host` error when the folder's file system is so full that writes may have failed.
  ///
  /// A guest learns of a failed write late or never, so a layer that was written into the last free
  /// blocks must not be trusted.
  public func checkSpace() throws {
    guard let free = FileSystemSpace(folder)?.free, free < .mebibytes(256) else { return }
    var error = BuildError.diskFull(folder, free: free)
    error.message = "keeping the layer: \(error.message)"
    throw error
  }

  func recordPath(_ key: LayerKey) -> FilePath { folder.appending("\(key.hex).json") }
}

extension JSONEncoder {
  /// The form of every file that the store writes.
  static var layers: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return encoder
  }
}

extension JSONDecoder {
  /// Reads what `JSONEncoder.layers` writes.
  static var layers: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }
}
