import BuildFoundation
public import Foundation
public import SystemPackage

/// The folder that a build's files end in, replaced as a whole.
///
/// Files are gathered in a hidden folder beside it; only a build that has done everything exchanges
/// the two, so that a reader sees the old artifact or the new one, never a mixture.
public struct ArtifactFolder: Sendable {
  /// Where the artifact is once the build is done.
  public let path: FilePath
  /// Where it is gathered.
  public let partial: FilePath

  /// The artifact at `path`, gathered at `partial` on the same file system.
  public init(path: FilePath, partial: FilePath) {
    self.path = path
    self.partial = partial
  }

  /// Makes the hidden folder.
  public func begin() throws {
    try doing("making the folder \(partial)") {
      try FileManager.default.createDirectory(
        atPath: partial.string, withIntermediateDirectories: true)
    }
  }

  /// Writes a file into the hidden folder.
  public func write(_ name: String, _ data: Data, isExecutable: Bool = false) throws {
    try doing("writing \(partial.appending(name))") {
      try data.write(to: URL(filePath: partial.appending(name).string))
      try FileManager.default.setAttributes(
        [.posixPermissions: isExecutable ? 0o755 : 0o644],
        ofItemAtPath: partial.appending(name).string)
    }
  }

  /// Copies a file of the host into the hidden folder; a file that is not there is left out.
  public func copy(_ file: FilePath, as name: String) throws {
    guard FileManager.default.fileExists(atPath: file.string) else { return }
    try doing("copying \(file)") {
      try FileManager.default.copyItem(
        atPath: file.string, toPath: partial.appending(name).string)
    }
  }

  /// Puts the hidden folder in the artifact's place; what was there goes, or is kept beside it.
  ///
  /// `limit` is how many artifacts are kept, the new one included; nil keeps none and leaves those that
  /// were kept before as they are. Gives what could not be kept or removed, a sentence each: the new
  /// artifact is in its place all the same.
  ///
  /// `exchange` swaps two folders in one step; a file system that cannot do that (some network ones)
  /// has the artifact missing for the moment between two renames.
  @discardableResult
  public func publish(
    keeping limit: Int? = nil, exchange: (FilePath, FilePath) throws -> Void
  ) throws -> [String] {
    try synchronize()
    try putInPlace(exchange)
    // Without it a loss of power may bring the former artifact back, which is whole too.
    try? path.removingLastComponent().synchronize()
    defer { discard() }
    return limit.map { keepPrevious($0 - 1) } ?? []
  }

  /// Puts everything on the disk itself: a name must never stand for less than it says.
  private func synchronize() throws {
    try doing("writing the artifact to disk") {
      for name in try FileManager.default.contentsOfDirectory(atPath: partial.string) {
        try partial.appending(name).synchronize()
      }
      try partial.synchronize()
    }
  }

  private func putInPlace(_ exchange: (FilePath, FilePath) throws -> Void) throws {
    let manager = FileManager.default
    try doing("putting the artifact at \(path)") {
      guard manager.fileExists(atPath: path.string) else {
        return try manager.moveItem(atPath: partial.string, toPath: path.string)
      }
      do {
        try exchange(partial, path)
      } catch {
        let old = FilePath(partial.string + ".old")
        try manager.moveItem(atPath: path.string, toPath: old.string)
        do {
          try manager.moveItem(atPath: partial.string, toPath: path.string)
        } catch {
          try manager.moveItem(atPath: old.string, toPath: path.string)
          throw error
        }
        try manager.moveItem(atPath: old.string, toPath: partial.string)
      }
    }
  }

  /// Removes the hidden folder.
  public func discard() {
    try? FileManager.default.removeItem(atPath: partial.string)
  }

  private func doing(_ what: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw BuildError(
        .host, "\(what): \(error.reason)",
        hint: "is there space, and may you write there? `--output` names another folder")
    }
  }
}
