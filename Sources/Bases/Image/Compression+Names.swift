import HostKit

extension Compression {
  /// `name` without the ending that says how the file is packed.
  static func strippedName(_ name: String) -> String {
    let lower = name.lowercased()
    let suffix = allCases.flatMap(\.suffixes).first { lower.hasSuffix($0) }
    return String(name.dropLast(suffix?.count ?? 0))
  }
}
