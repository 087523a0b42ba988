/// Which drives Cloudbase-Init takes for a config drive.
public struct CloudbaseInitConfigDrive: Sendable, Hashable, Codable {
  /// What a config drive may be.
  public enum Format: String, Sendable, CaseIterable, Codable {
    case iso, vfat
  }

  /// Where a config drive may be.
  public enum Location: String, Sendable, CaseIterable, Codable {
    /// An optical drive; only for `iso`.
    case cdrom
    /// A whole disk.
    case hdd
    case partition
  }

  /// What is looked for; not empty.
  public var formats: [Format]
  /// Where it is looked for; not empty.
  public var locations: [Location]

  /// All that Nova makes, wherever Nova puts it.
  public init(
    formats: [Format] = Format.allCases, locations: [Location] = Location.allCases
  ) {
    self.formats = formats
    self.locations = locations
  }
}
