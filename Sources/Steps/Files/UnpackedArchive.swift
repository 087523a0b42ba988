import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// An archive without its compression, for as long as a step needs it.
///
/// Unpacked on the host, because few guests have every tool; and looked through there, so that nothing
/// of an archive that leads out of its folder reaches a guest.
struct UnpackedArchive: Sendable {
  /// The tar file.
  let file: FilePath
  /// The names in the archive, without `./` in front and `/` at the end.
  let names: [String]
  private let folder: FilePath

  /// Unpacks the archive at `path`, which messages call `name`.
  init(_ path: FilePath, name: String) async throws {
    let doing = "reading the archive \(name)"
    let kind = try ArchiveKind(of: path)
    folder = FilePath(
      FileManager.default.temporaryDirectory.appending(path: "imgbuild-\(UUID().uuidString)").path)
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    do {
      let unpacked = folder.appending("archive.tar")
      switch kind {
      case .tar: file = path
      case .compressedTar(let tool):
        try await ExternalTool.shell.check(
          ["-c", #"exec "$1" -dc < "$2" > "$3""#, "sh"]
            + [try tool.located().string, path.string, unpacked.string], doing: doing)
        file = unpacked
      case .zip:
        throw BuildError(
          .recipe, "\(doing): it is a zip file, which cannot be extracted",
          hint: "pack it as .tar.gz, or extract it in the guest with `run`")
      case .unknown:
        throw BuildError(
          .recipe, "\(doing): it is no tar archive",
          hint: "tar is taken plain, or packed with gzip, xz, zstd or bzip2")
      }
      names = try await Self.names(in: file, doing: doing)
    } catch {
      try? FileManager.default.removeItem(atPath: folder.string)
      throw error
    }
  }

  /// Removes what was unpacked.
  func remove() {
    try? FileManager.default.removeItem(atPath: folder.string)
  }

  private static func names(in file: FilePath, doing: String) async throws -> [String] {
    // Control characters are escaped, so a line is a name.
    let listing = try await ExternalTool.tar.output(
      of: ["--list", "--absolute-names", "--quoting-style=escape", "--file", file.string],
      doing: doing)
    return try String(decoding: listing, as: UTF8.self).split(separator: "\n").compactMap {
      try name(String($0), doing: doing)
    }
  }

  /// The name as the guest will see it; nil for the folder that the archive is of.
  ///
  /// Throws a `recipe` error for one that leads elsewhere.
  static func name(_ line: String, doing: String) throws -> String? {
    let parts = line.split(separator: "/").filter { $0 != "." }
    let reason: String? =
      if line.hasPrefix("/") {
        "has an absolute name"
      } else if parts.contains("..") {
        "leads out of the archive's folder"
      } else if line.contains("\\") {
        "has a name with control characters or backslashes"
      } else {
        nil
      }
    guard let reason else { return parts.isEmpty ? nil : parts.joined(separator: "/") }
    throw BuildError(
      .recipe, "\(doing): \(line) \(reason)", hint: "pack the archive anew, without it")
  }
}
