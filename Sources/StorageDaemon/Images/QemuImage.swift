public import BuildFoundation
import Foundation
import HostKit
import Synchronization
public import SystemPackage

/// Makes, inspects and converts image files with qemu-img.
///
/// All calls throw `BuildError` (`host` when qemu-img is missing, `buildFailed` with its last lines
/// when it fails) and end qemu-img when the task is cancelled.
public enum QemuImage {
  /// What the header of `path` says.
  ///
  /// An image that another process has open can be read. Give the `format` of a file that builds have
  /// not made: QEMU would find one in the content of a raw disk, and open whatever that names.
  public static func info(
    _ path: FilePath, format: ImageFormat? = nil
  ) async throws -> ImageInfo {
    let doing = "reading the header of \(path)"
    let json = try await ExternalTool.qemuImage.output(
      of: ["info", "--force-share", "--output=json"]
        + (format.map { ["-f", $0.rawValue] } ?? []) + [path.string],
      doing: doing)
    do {
      let answer = try JSONDecoder().decode(InfoAnswer.self, from: Data(json))
      return ImageInfo(
        virtualSize: ByteCount(bytes: answer.virtualSize),
        actualSize: ByteCount(bytes: answer.actualSize ?? 0),
        format: answer.format,
        backingFile: answer.backingFilename.map { FilePath($0) },
        backingFormat: answer.backingFilenameFormat,
        compression: answer.formatSpecific?.data?.compressionType)
    } catch {
      throw BuildError(.defect, "\(doing): qemu-img's answer was not understood", cause: error)
    }
  }

  /// The files of an image in the format of that name: itself, then what its backing files are, topmost
  /// first.
  ///
  /// An image that another process has open can be read.
  public static func files(of path: FilePath, format: String) async throws -> [FilePath] {
    let doing = "reading the headers of \(path) and its backing files"
    let json = try await ExternalTool.qemuImage.output(
      of: [
        "info", "--force-share", "--backing-chain", "--output=json", "-f", format, path.string,
      ], doing: doing)
    do {
      return try JSONDecoder().decode([ChainEntry].self, from: Data(json))
        .map { FilePath($0.filename) }
    } catch {
      throw BuildError(.defect, "\(doing): qemu-img's answer was not understood", cause: error)
    }
  }

  /// Makes an image of `size` bytes; with `backing`, an overlay (`size` nil: as large as that).
  ///
  /// The header names the backing file exactly as given, so give an absolute path, or one relative
  /// to the new file's folder.
  public static func create(
    _ path: FilePath, format: ImageFormat, size: ByteCount?,
    backing: (path: FilePath, format: ImageFormat)? = nil
  ) async throws {
    var arguments = ["create", "-q", "-f", format.rawValue]
    if let backing {
      arguments += ["-b", backing.path.string, "-F", backing.format.rawValue]
    }
    arguments.append(path.string)
    if let size { arguments.append("\(size.bytes)") }
    try await ExternalTool.qemuImage.check(arguments, doing: "making the image \(path)")
  }

  /// Looks for damage in a qcow2 file; throws `buildFailed` when there is any.
  ///
  /// Leaked clusters, which waste space and harm nothing, are damage too: a clean daemon leaves none.
  /// A file that others read can be checked.
  public static func check(_ path: FilePath) async throws {
    try await ExternalTool.qemuImage.check(
      ["check", "-q", "--force-share", "-f", "qcow2", path.string],
      doing: "checking the image \(path)")
  }

  /// What is wrong with a qcow2 file that others have made: the first line of what the check says; nil
  /// for nothing.
  ///
  /// A file that was cut is damaged, which nobody notices who reads it: what lies behind its end reads as
  /// zeroes. Leaked clusters are none: they harm nothing, and are left by a crash of QEMU.
  public static func damage(in path: FilePath) async throws -> String? {
    let first = Mutex<String?>(nil)
    let status = try await ExternalTool.qemuImage.run(
      ["check", "--force-share", "-f", "qcow2", path.string],
      onLine: { line in first.withLock { $0 = $0 ?? line } })
    // qemu-img(1): 2 for corruption, 3 for leaks alone.
    guard status != 0, status != 3 else { return nil }
    return first.withLock(\.self) ?? "qemu-img check ended with status \(status)"
  }

  /// Makes an image larger.
  public static func resize(
    _ path: FilePath, format: ImageFormat, to size: ByteCount
  ) async throws {
    try await ExternalTool.qemuImage.check(
      ["resize", "-q", "-f", format.rawValue, path.string, "\(size.bytes)"],
      doing: "resizing the image \(path) to \(size)")
  }

  /// Writes another backing file into the header, without touching the data.
  public static func rebase(
    _ path: FilePath, ontoUnchanged backing: FilePath, format: ImageFormat
  ) async throws {
    try await ExternalTool.qemuImage.check(
      [
        "rebase", "-q", "-u", "-f", "qcow2", "-b", backing.string, "-F", format.rawValue,
        path.string,
      ], doing: "naming \(backing) as the backing file of \(path)")
  }
}

extension QemuImage {
  private struct ChainEntry: Decodable {
    let filename: String
  }

  private struct InfoAnswer: Decodable {
    let virtualSize: Int64
    let actualSize: Int64?
    let format: String
    let backingFilename: String?
    let backingFilenameFormat: String?
    let formatSpecific: Specific?

    struct Specific: Decodable { let data: Details? }
    struct Details: Decodable {
      let compressionType: String?
      enum CodingKeys: String, CodingKey { case compressionType = "compression-type" }
    }
    enum CodingKeys: String, CodingKey {
      case virtualSize = "virtual-size"
      case actualSize = "actual-size"
      case format
      case backingFilename = "backing-filename"
      case backingFilenameFormat = "backing-filename-format"
      case formatSpecific = "format-specific"
    }
  }
}
