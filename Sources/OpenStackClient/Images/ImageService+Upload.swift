import AsyncAlgorithms
public import BuildFoundation
import NIOCore
public import SystemPackage

extension ImageService {
  /// Sends a file as the data of an image that has none, and gives the hash of what was sent.
  ///
  /// A new token is got first: Glance may throw the data away when the token ends before they are there (its
  /// `image_data.py`: "the token may have expired during file upload"). Memory stays at a few MiB whatever the
  /// size. `onProgress` gets the bytes handed to the connection, about ten times a second. It is never tried
  /// twice: after a failure delete the image and make another. A cancelled task closes the connection, upon
  /// which Glance forgets what it got. Throws a `host` error when the file cannot be read, a `buildFailed` one
  /// with Glance's words: 409 when the image is not `queued`, 413 for quotas, 415 when the content is not of its
  /// `disk_format`, 503 when the store is full.
  public func upload(
    _ path: FilePath, to id: String,
    onProgress: @escaping @Sendable (ByteCount) -> Void = { _ in }
  ) async throws -> SentData {
    try await send(path, to: id, "file", doing: "uploading to", onProgress)
  }

  /// Sends a file to Glance's staging area, from where `importStaged` takes it; otherwise as `upload`.
  public func stage(
    _ path: FilePath, to id: String,
    onProgress: @escaping @Sendable (ByteCount) -> Void = { _ in }
  ) async throws -> SentData {
    try await send(path, to: id, "stage", doing: "staging data for", onProgress)
  }

  private func send(
    _ path: FilePath, to id: String, _ place: String, doing what: String,
    _ onProgress: @escaping @Sendable (ByteCount) -> Void
  ) async throws -> SentData {
    let doing = "\(what) the image \(id) of the cloud \(cloud)"
    let file = try UploadFile(path, doing: doing)
    try await session.renewToken()
    let channel = AsyncThrowingChannel<ByteBuffer, any Error>()
    var request = try ServiceRequest.sending(
      "PUT", try await session.imageEndpoint(doing: doing), ["images", id, place],
      isRepeatable: false)
    request.headers["Content-Type"] = "application/octet-stream"
    // Without it Glance takes what came before a cut connection for the whole.
    request.headers["X-OpenStack-Image-Size"] = "\(file.size)"
    request.body = .stream(channel, length: file.size)
    let sent = try await withThrowingTaskGroup(of: SentData?.self) { [request] group in
      group.addTask { try await file.send(to: channel, doing: doing, onProgress) }
      group.addTask {
        _ = try await session.send(request, isLong: true, doing: doing, advice: Self.uploadAdvice)
        return nil
      }
      // Whichever fails first ends the other, and with it the connection.
      defer { group.cancelAll() }
      var sent: SentData?
      for try await result in group { sent = result ?? sent }
      return sent
    }
    guard let sent else { throw BuildError(.defect, "\(doing): nothing was sent") }
    onProgress(sent.size)
    return sent
  }

  private static let uploadAdvice: @Sendable (Int) -> String? = { status in
    switch status {
    case 404, 410: "the image was deleted meanwhile"
    case 409: "data can only be sent to an image that is queued; delete this one and make another"
    case 413: "the data exceed a quota or the service's limit; delete old images, or ask for more"
    case 415: "the file is not what disk_format says, or needs another file beside it"
    case 503: "the service's store is full, or cannot be reached"
    default: nil
    }
  }

  /// Makes sure that an active image has the data that were sent, by size and hash.
  ///
  /// The hash is the one computed while sending; where Glance computes another than SHA-512 (its option
  /// `hashing_algorithm`), the file is read again for that. Gives the hash that agrees; throws a `buildFailed`
  /// error when the data are others, or the image has no hash that can be computed here.
  @discardableResult
  public func check(_ image: CloudImage, has sent: SentData) async throws -> ImageHash {
    let doing = "checking the data of the image “\(image.name)” (\(image.id))"
    let hint = "delete the image and upload it again; what is between here and the store is broken"
    guard image.isActive else {
      throw BuildError(.buildFailed, "\(doing): its status is \(image.status), not active")
    }
    guard image.size == sent.size else {
      let size = image.size.map { "\($0.bytes)" } ?? "none"
      throw BuildError(
        .buildFailed, "\(doing): \(sent.size.bytes) bytes were sent, and it has \(size)", hint: hint
      )
    }
    guard let hash = image.hash else {
      throw BuildError(.buildFailed, "\(doing): it has no hash that could be checked")
    }
    var own = sent.hash
    if own.algorithm != hash.algorithm {
      own = try await UploadFile(sent.path, hash.algorithm, doing: doing).digest(doing: doing)
    }
    guard own == hash else {
      throw BuildError(
        .buildFailed, "\(doing): the cloud has \(hash), and \(own) was sent", hint: hint)
    }
    return own
  }
}
