public import SystemPackage

extension FirstBootPlan {
  /// Where a package is that is installed.
  public enum Source: Sendable, Equatable {
    /// On this host.
    case host(FilePath)
    /// On the disk already, where an earlier step has put it.
    case disk(WindowsPath)
  }
}

extension FirstBootPlan.Source: Codable {
  public init(from decoder: any Decoder) throws {
    self = .disk(WindowsPath(try decoder.singleValueContainer().decode(String.self)))
  }

  /// Only what is on the disk has a meaning there.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .host(let path): try container.encode(path.string)
    case .disk(let path): try container.encode(path.components.joined(separator: "\\"))
    }
  }
}
