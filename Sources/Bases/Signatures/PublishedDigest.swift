import BuildFoundation
import Foundation
import Pipeline
import Recipes
import SystemPackage

/// Looks a file up in its vendor's list of checksums.
struct PublishedDigest {
  /// Lists of all images of a vendor have some hundred kilobytes.
  private static let sizeLimit: Int64 = 16 << 20

  private let list: ChecksumList
  private let fetcher: FileFetcher

  init(_ list: ChecksumList, fetcher: FileFetcher) {
    self.list = list
    self.fetcher = fetcher
  }

  /// The digest of the file that the list knows by one of `names`, and the fingerprint of the key that
  /// signed the list.
  ///
  /// Throws `BuildError`, and `TransferFailure` when a server did not answer as it should.
  func find(_ names: [String]) async throws -> (digest: Digest, signer: String?) {
    let folder = try DownloadFolder(fetcher.downloads).temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let file = try await local(list.place, in: folder, as: "list")
    let (text, signer) = try await verified(file, in: folder)
    let checksums = PublishedChecksums(text, name: list.place.name)
    return (try checksums.digest(of: names), signer)
  }

  private func verified(
    _ file: FilePath, in folder: FilePath
  ) async throws -> (text: String, signer: String?) {
    guard let keyring = list.keyring else {
      warnIfOpen()
      return (String(decoding: try read(file), as: UTF8.self), nil)
    }
    var signature: FilePath?
    if let place = list.signature {
      signature = try await local(place, in: folder, as: "signature")
    }
    let check = SignatureCheck(keyring: keyring, name: list.place.name, folder: folder)
    let (verified, signer) = try await check.verify(file, signature: signature)
    return (String(decoding: try read(verified), as: UTF8.self), signer)
  }

  /// Whoever stands between the server and this host can change what comes over plain HTTP.
  private func warnIfOpen() {
    guard case .urls(let urls) = list.place,
      urls.contains(where: { $0.value.lowercased().hasPrefix("http:") })
    else { return }
    fetcher.report.warning(
      "\(list.place.name) comes over plain HTTP, and no `keyring` tells who must have signed it")
  }

  private func local(
    _ place: FileSource.Place, in folder: FilePath, as name: String
  ) async throws -> FilePath {
    switch place {
    case .file(let file): return file.path
    case .urls(let urls):
      let urls = urls.map { DownloadURL($0.value) }
      return try await fetcher.firstMirror(of: urls, doing: "fetching \(place.name)") { url in
        let transfer = fetcher.transfer(
          url, to: folder.appending(name), sizeLimit: Self.sizeLimit)
        transfer.remove()
        _ = try await transfer.run()
        return transfer.file
      }
    }
  }

  private func read(_ file: FilePath) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: file.string)))
    } catch {
      throw BuildError(.recipe, "reading \(list.place.name): \(error.reason)")
    }
  }
}
