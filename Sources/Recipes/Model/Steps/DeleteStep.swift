/// Deletes files and folders in the guest.
public struct DeleteStep: Sendable, Hashable, Encodable {
  /// Absolute paths, or shell patterns of such; what is not there is no error.
  public var paths: [Located<String>]

  /// Makes the step.
  public init(_ paths: [Located<String>]) {
    self.paths = paths
  }

  /// Folders without which no system is left; they can be emptied, not deleted.
  private static let essential: Set<String> = [
    "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "run", "sbin", "sys",
    "usr", "var",
  ]

  /// What is wrong with a path or pattern to delete; nil when nothing is.
  ///
  /// `/`, the system's own folders and patterns that match those are refused, and `..`, with which a
  /// path is not what it looks like.
  public static func fault(in pattern: String) -> String? {
    guard pattern.hasPrefix("/") else { return "it must be absolute" }
    let parts = pattern.split(separator: "/")
    if parts.contains("..") || parts.contains(".") { return "it must not contain `.` or `..`" }
    guard let first = parts.first else { return "the whole system would be deleted" }
    guard parts.count == 1 else { return nil }
    if essential.contains(String(first)) { return "the system needs that folder" }
    if first.contains(where: { "*?[".contains($0) }) {
      return "a pattern for the topmost folders is too wide"
    }
    return nil
  }
}

extension DeleteStep: StepDetails {
  var kind: String { "delete" }
  var summary: String { "delete: " + paths.map(\.value).joined(separator: ", ") }
}
