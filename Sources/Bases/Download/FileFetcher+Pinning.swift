import BuildFoundation
import Foundation
import Pipeline
public import Recipes
import SystemPackage

extension FileFetcher {
  /// Finds out what the content of a file is, without fetching it where that can be avoided.
  ///
  /// From the recipe; from the vendor's list, which is fetched and whose signature is checked; or, when
  /// the recipe does not say, from the file itself. A list that cannot be reached counts as it was
  /// the last time, with a warning. Throws `BuildError`.
  public func pin(_ source: FileSource) async throws -> PinnedFile {
    try await tellingFailures {
      switch (source.checksum, source.place) {
      case (.literal(let digest), _):
        return PinnedFile(source, digest.value)
      case (.published(let list), _):
        return try await pin(source, by: list)
      case (nil, .file(let file)):
        let digest = try await LocalDigests(downloads: downloads).sha256(of: file.path) {
          report.progress("hashing \(source.place.name)")
          return try await FileHasher().sha256(of: file.path)
        }
        return PinnedFile(source, digest)
      case (nil, .urls(let urls)):
        report.warning(
          "\(source.place.name) has no `checksum`: what the server sends is taken as it is")
        let urls = urls.map { DownloadURL($0.value) }
        return PinnedFile(source, try await unchecked(urls))
      }
    }
  }

  private func pin(_ source: FileSource, by list: ChecksumList) async throws -> PinnedFile {
    let store = PinStore(downloads: downloads)
    let subject = try Self.subject(source)
    do {
      let (digest, signer) = try await PublishedDigest(list, fetcher: self).find(source.place.names)
      var values = ["digest": digest.description]
      values["signer"] = signer
      store.keep(values, of: subject)
      return PinnedFile(source, digest, signer: signer)
    } catch let failure as TransferFailure where failure.mayPass {
      guard let pin = store.pin(of: subject),
        let digest = pin.values["digest"].flatMap({ Digest($0) })
      else { throw failure }
      report.warning(
        "\(failure.error.message); using what \(list.place.name) said on \(pin.day)")
      return PinnedFile(source, digest, signer: pin.values["signer"])
    }
  }

  /// What a pin is of: another URL, list or keyring is another subject.
  private static func subject(_ source: FileSource) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var text = String(decoding: try encoder.encode(source), as: UTF8.self)
    if case .published(let list) = source.checksum, let keyring = list.keyring {
      text += try Digest.sha256(ofFile: keyring.path).hex
    }
    return text
  }

  /// The digest of a file of which nothing is known, which is fetched for that.
  private func unchecked(_ urls: [DownloadURL]) async throws -> Digest {
    let folder = try DownloadFolder(downloads)
    return try await firstMirror(of: urls, doing: "fetching \(urls.first?.name ?? "")") { url in
      let name = "url-\(Digest.sha256(url.text).hex)"
      let lock = try await folder.lock(name) {
        report.progress("waiting for another build that fetches \(url.name)")
      }
      defer { withExtendedLifetime(lock) {} }
      return try await unchecked(url, name, in: folder)
    }
  }

  private func unchecked(
    _ url: DownloadURL, _ name: String, in folder: DownloadFolder
  ) async throws -> Digest {
    let store = PinStore(downloads: downloads)
    let known = store.pin(of: name).flatMap { pin in
      pin.values["digest"].flatMap { Digest($0) }.map { ($0, pin.values["etag"]) }
    }
    var transfer = transfer(url, to: folder.partial(name))
    if transfer.size > 0, let tag = transfer.lastHeaders.strongTag {
      transfer.conditions = ["If-Range: \(tag)"]
    } else {
      // Nothing tells whether the rest would be of the same file.
      transfer.remove()
      if let (digest, tag) = known, let tag, folder.has(digest) {
        transfer.conditions = ["If-None-Match: \(tag)"]
      }
    }
    let headers = try await transfer.run().headers
    if headers.status == 304, let known {
      transfer.remove()
      return known.0
    }
    report.progress("hashing \(url.name)")
    let digest = try await FileHasher().sha256(of: transfer.file)
    transfer.removeHeaders()
    try folder.publish(transfer.file, as: digest)
    var values = ["digest": digest.description]
    values["etag"] = headers.strongTag
    store.keep(values, of: name)
    return digest
  }
}
