public import BuildFoundation
public import SystemPackage

/// The Windows on a mounted disk, which is not running.
///
/// Paths are such as `/Windows/System32`, and found in any case.
public protocol WindowsDisk: WindowsFiles {
  /// Runs `body` with the registry, which nobody changes meanwhile.
  ///
  /// Throws `buildFailed`, with what mends it, when a hive is broken.
  func withRegistry<Result: Sendable>(
    _ body: @Sendable (any RegistryReader) async throws -> Result
  ) async throws -> Result

  /// Changes the registry, each hive in one go, and gives how many of the changes were needed.
  ///
  /// A hive that needs none is not written. Throws `buildFailed` when a hive is broken or cannot be written.
  @discardableResult
  func change(_ changes: [RegistryChange]) async throws -> Int

  /// Writes a file and makes the folders above it; false, and nothing is done, when it holds that already.
  @discardableResult
  func write(_ path: String, _ content: [UInt8]) async throws -> Bool

  /// Copies a file of the host, and makes the folders above it.
  func upload(_ file: FilePath, to path: String) async throws

  /// Removes a file, or a folder with all that is in it; that there is none is no error.
  func remove(_ path: String) async throws

  /// Removes these files and folders of a folder, each with all that is in it, in one go; names in their letters, as
  /// `names(in:)` gives them.
  func remove(_ names: [String], in folder: String) async throws

  /// The room that files have.
  func freeSpace() async throws -> ByteCount

  /// Throws `buildFailed`, with what mends it, when there is no Windows, or its disk must not be changed: it
  /// hibernates, or was not shut down.
  ///
  /// Gives what the reader should know of a disk that can be changed, as sentences without their ends.
  @discardableResult
  func checkCanBeChanged() async throws -> [String]
}

extension WindowsDisk {
  public func remove(_ names: [String], in folder: String) async throws {
    for name in names { try await remove(folder == "/" ? "/\(name)" : "\(folder)/\(name)") }
  }
}
