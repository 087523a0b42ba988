/// The files of a mounted Windows, by paths such as `/Windows/System32/drivers`, in any case.
public protocol WindowsFiles: Sendable {
  /// Whether a file or folder is there.
  func exists(_ path: String) async throws -> Bool
  /// The names in a folder; empty when there is none.
  func names(in folder: String) async throws -> [String]
  /// The content of a file; nil when there is none.
  func content(of path: String) async throws -> [UInt8]?
}
