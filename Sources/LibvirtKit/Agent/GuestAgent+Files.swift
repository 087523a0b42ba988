public import BuildFoundation
import Foundation
public import SystemPackage

extension GuestAgent {
  /// Bytes a message; a multiple of 3, so that base64 needs no filling.
  ///
  /// With 192 KiB, an agent under TCG stopped answering in the middle of a 5 MiB file; 48 KiB moves
  /// 1 MiB/s there.
  private static let chunkSize = 48 << 10

  private struct FileChunk: Decodable {
    var count: Int
    var base64: String
    var eof: Bool

    private enum CodingKeys: String, CodingKey {
      case count, eof
      case base64 = "buf-b64"
    }
  }

  /// The content of a file in the guest; throws when it is longer than `limit`.
  public func read(
    _ path: String, limit: ByteCount = .mebibytes(16)
  ) async throws -> [UInt8] {
    try await withFile(path, mode: "r") { file in
      var content: [UInt8] = []
      while true {
        try Task.checkCancellation()
        struct Arguments: Encodable {
          var handle: Int
          var count: Int
        }
        let chunk = try call(
          "guest-file-read", Arguments(handle: file, count: Self.chunkSize), FileChunk.self)
        content += Data(base64Encoded: chunk.base64) ?? Data()
        guard content.count <= limit.bytes else {
          throw BuildError(.buildFailed, "reading \(path) in the guest: it is larger than \(limit)")
        }
        if chunk.eof || chunk.count == 0 { return content }
        // Between messages the queue is free for others, and a cancellation is seen.
        await Task.yield()
      }
    }
  }

  /// Writes a file in the guest, making or replacing it; its folder must exist.
  ///
  /// Owner and mode are the agent's own (root, 0600 or 0644 by its umask) for a new file.
  public func write(_ path: String, _ content: [UInt8]) async throws {
    try await withFile(path, mode: "w") { file in
      try await append(content, to: file, path: path)
    }
  }

  /// Copies a file of the host into the guest; otherwise as `write(_:_:)`.
  public func upload(_ source: FilePath, to path: String) async throws {
    let input: FileDescriptor
    do {
      input = try FileDescriptor.open(source, .readOnly, options: .closeOnExec)
    } catch {
      throw BuildError(.buildFailed, "uploading \(source): it cannot be opened", cause: error)
    }
    defer { try? input.close() }
    try await withFile(path, mode: "w") { file in
      while true {
        let chunk: [UInt8]
        do {
          chunk = try [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
            count = try input.read(into: UnsafeMutableRawBufferPointer(buffer))
          }
        } catch {
          throw BuildError(.buildFailed, "uploading \(source): it cannot be read", cause: error)
        }
        if chunk.isEmpty { return }
        try await append(chunk, to: file, path: path)
      }
    }
  }

  private func append(_ content: [UInt8], to file: Int, path: String) async throws {
    struct Arguments: Encodable {
      var handle: Int
      var base64: String

      private enum CodingKeys: String, CodingKey {
        case handle
        case base64 = "buf-b64"
      }
    }
    struct Written: Decodable {
      var count: Int
    }
    var rest = content[...]
    while !rest.isEmpty {
      try Task.checkCancellation()
      let text = Data(rest.prefix(Self.chunkSize)).base64EncodedString()
      let written = try call(
        "guest-file-write", Arguments(handle: file, base64: text), Written.self)
      guard written.count > 0 else {
        throw BuildError(.buildFailed, "writing \(path) in the guest: nothing more was taken")
      }
      rest = rest.dropFirst(written.count)
      await Task.yield()
    }
  }

  private func withFile<Result>(
    _ path: String, mode: String, _ body: (Int) async throws -> Result
  ) async throws -> Result {
    let file = try call("guest-file-open", ["path": path, "mode": mode], Int.self)
    let result: Result
    do {
      result = try await body(file)
    } catch {
      _ = try? close(file)
      throw error
    }
    // Only the close says whether everything was written: a full disk shows here at the latest.
    try close(file)
    return result
  }

  private func close(_ file: Int) throws {
    _ = try call("guest-file-close", ["handle": file], NoAgentValue.self)
  }
}
