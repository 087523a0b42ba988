public import BuildFoundation
import Foundation
import HostKit
public import SystemPackage
public import WindowsSetup

/// The installation disc of a Windows, as an ISO file.
///
/// It is UDF; its ISO 9660 side holds a readme only, which is all that xorriso and libguestfs see. So 7-Zip reads it.
public struct WindowsMedium: Sendable {
  /// Where Setup looks for what it installs; the first part of split files has the list of all images.
  private static let names = ["sources/install.wim", "sources/install.esd", "sources/install.swm"]
  private static let hint = "name the ISO of a Windows, as Microsoft offers it for download"

  private let path: FilePath
  private let doing: String

  /// A disc in a file; nothing is read yet.
  public init(path: FilePath) {
    self.path = path
    doing = "reading the Windows disc \(path)"
  }

  /// The images on the disc, by their numbers.
  ///
  /// Goes through `install.wim` once, 2 s for 5 GB out of memory, and writes nothing to the disk: the list is at the
  /// end. With the `digest` of the file the answer is kept below `downloads`, and given at once the next time.
  /// Throws a `recipe` error for what is no such disc, or is not whole.
  public func images(
    digest: Digest? = nil, downloads: FilePath? = nil,
    onProcess: @Sendable (String, Int32) -> Void = { _, _ in }
  ) async throws -> [WindowsMediumImage] {
    let memory = digest.flatMap { digest in
      downloads.map { WindowsMediumMemory(digest, downloads: $0) }
    }
    if let known = memory?.images { return known }
    let images = try await read(onProcess)
    memory?.keep(images)
    return images
  }

  private func read(
    _ onProcess: @Sendable (String, Int32) -> Void
  ) async throws -> [WindowsMediumImage] {
    let (kind, file) = try await installFile(onProcess)
    var reader = WimReader()
    do {
      try await ExternalTool.sevenZip.stream(
        // -spd: the name is a name, and no pattern.
        ["e", "-so", "-spd", "-t\(kind)", "--", path.string, file], doing: doing,
        onStart: { onProcess(ExternalTool.sevenZip.name, $0) }, onBytes: { try reader.read($0) })
      return try reader.images()
    } catch let fault as WimFault {
      throw BuildError(
        .recipe, "\(doing): \(file): \(fault.message)",
        hint: fault.isCut ? "fetch it again, and compare its checksum" : Self.hint)
    } catch var error as BuildError where error.code == .buildFailed {
      error.code = .recipe
      error.message = "\(doing): \(file) cannot be read to its end"
      error.hint = "fetch it again, and compare its checksum"
      throw error
    }
  }

  /// The file with the images, and the kind of file system that has it.
  private func installFile(
    _ onProcess: @Sendable (String, Int32) -> Void
  ) async throws -> (kind: String, file: String) {
    try checkIsFile()
    // A disc that somebody has made anew may have everything on its ISO 9660 side.
    for kind in ["udf", "iso"] {
      let listing = MediumListing()
      let status = try await ExternalTool.sevenZip.run(
        ["l", "-slt", "-ba", "-t\(kind)", "--", path.string],
        onStart: { onProcess(ExternalTool.sevenZip.name, $0) }, onLine: { listing.read($0) })
      if listing.isCut {
        throw BuildError(
          .recipe, "\(doing): the file ends before the disc does",
          hint: "fetch it again, and compare its checksum")
      }
      let paths = listing.paths
      for name in Self.names {
        if let path = paths.first(where: { $0.lowercased() == name }) { return (kind, path) }
      }
      // 1 is a warning; with more it is none of this kind.
      if status < 2 { throw missing(paths) }
    }
    throw BuildError(
      .recipe, "\(doing): it is not the image of a disc (neither UDF nor ISO 9660)",
      hint: Self.hint)
  }

  private func checkIsFile() throws {
    var status = stat()
    guard stat(path.string, &status) == 0 else {
      throw BuildError(.recipe, "\(doing): \(Errno(rawValue: errno))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw BuildError(.recipe, "\(doing): it is not a file", hint: Self.hint)
    }
  }

  private func missing(_ paths: [String]) -> BuildError {
    let roots = Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    let isOfTwo = roots.contains { ["x64", "x86"].contains($0.lowercased()) }
    return BuildError(
      .recipe,
      "\(doing): there is no Windows to install on it: neither sources/install.wim, nor .esd, nor .swm",
      hint: isOfTwo
        ? "it is a disc for 32 and 64 bits: name one for 64 bits" : Self.hint,
      output: ["in its root folder:"] + roots.prefix(20))
  }
}
