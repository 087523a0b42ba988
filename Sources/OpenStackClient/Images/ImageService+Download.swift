public import BuildFoundation
import Foundation
public import SystemPackage

extension ImageService {
  /// Downloads the data of an image into a file, and checks its size and hash.
  ///
  /// What an earlier download left in the file is kept where the service can go on from there.
  /// `onProgress` gets the bytes so far, about ten times a second. When the connection breaks, the
  /// rest is asked for again, as often as the session's policy allows without a byte arriving. A file
  /// whose content is wrong is removed; one that an interruption cut short stays, to be gone on with.
  /// Throws a `buildFailed` error for an image without data or hash.
  @discardableResult
  public func download(
    _ image: CloudImage, to path: FilePath,
    onProgress: @escaping @Sendable (ByteCount) -> Void = { _ in }
  ) async throws -> ImageHash {
    let doing = "downloading the image “\(image.name)” (\(image.id))"
    guard let size = image.size, size.bytes > 0, image.isActive else {
      throw BuildError(.buildFailed, "\(doing): it has no data; its status is \(image.status)")
    }
    guard let expected = image.hash else {
      throw BuildError(.buildFailed, "\(doing): it has no hash that could be checked")
    }
    let file = try DownloadFile(path, expected.algorithm)
    try await file.takeWhatIsThere()
    let hadSome = await file.size > 0
    try await fill(file, with: image, size, doing: doing, onProgress)
    if await file.digest != expected, hadSome {
      // What was there may have been of another image.
      try await file.startAgain()
      try await fill(file, with: image, size, doing: doing, onProgress)
    }
    let found = await file.digest
    guard found == expected else {
      try? FileManager.default.removeItem(atPath: path.string)
      throw BuildError(
        .buildFailed, "\(doing): what came is not what the cloud has: \(found), not \(expected)",
        hint: "try again; if it stays so, the cloud's store or something in between is broken")
    }
    return found
  }

  private func fill(
    _ file: DownloadFile, with image: CloudImage, _ size: ByteCount, doing: String,
    _ onProgress: @escaping @Sendable (ByteCount) -> Void
  ) async throws {
    if await file.size > size.bytes { try await file.startAgain() }
    var failures = 0
    while case let start = await file.size, start < size.bytes {
      var fault = TransportFault("the connection ended before the data")
      do {
        try await read(into: file, image, size, doing: doing, onProgress)
      } catch let error as TransportFault {
        fault = error
      }
      let now = await file.size
      if now >= size.bytes { break }
      // Data that comes slowly, in pieces, is no reason to give up.
      failures = now > start ? 1 : failures + 1
      if failures >= session.retry.attempts || !fault.isPassing {
        throw session.failure(fault, doing: doing, service: "Glance")
      }
      try await Task.sleep(for: session.retry.pause(after: failures))
    }
    onProgress(size)
  }

  /// Asks for what is missing, and reads as much of it as comes.
  private func read(
    into file: DownloadFile, _ image: CloudImage, _ size: ByteCount, doing: String,
    _ onProgress: @escaping @Sendable (ByteCount) -> Void
  ) async throws {
    let response = try await answer(for: image, from: file, doing: doing)
    if response.status == 204 {
      throw BuildError(.buildFailed, "\(doing): the service has no data of it")
    }
    let start = await file.size
    let goesOn = response.header("Content-Range")?.hasPrefix("bytes \(start)-") ?? false
    if start > 0, response.status != 206 || !goesOn { try await file.startAgain() }
    var said = ContinuousClock.now
    try await response.parts { part in
      try await file.append(part)
      let count = await file.size
      guard count <= size.bytes else {
        try await file.startAgain()
        throw BuildError(.buildFailed, "\(doing): more came than the \(size) it has")
      }
      if ContinuousClock.now - said > .milliseconds(100) {
        said = .now
        onProgress(ByteCount(bytes: count))
      }
    }
  }

  private func answer(
    for image: CloudImage, from file: DownloadFile, doing: String
  ) async throws -> WebResponse {
    let endpoint = try await session.imageEndpoint(doing: doing)
    var request = ServiceRequest.get(endpoint, ["images", image.id, "file"])
    let start = await file.size
    if start > 0 { request.headers["Range"] = "bytes=\(start)-" }
    do {
      return try await session.send(request, isLong: true, doing: doing)
    } catch let error as BuildError where error.serviceFault?.status == 416 && start > 0 {
      try await file.startAgain()
      request.headers["Range"] = nil
      return try await session.send(request, isLong: true, doing: doing)
    }
  }
}
