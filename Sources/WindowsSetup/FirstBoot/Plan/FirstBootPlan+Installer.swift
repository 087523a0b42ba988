extension FirstBootPlan {
  /// A Windows Installer package.
  public struct Installer: Sendable, Equatable, Codable {
    /// A property of the package.
    public struct Property: Sendable, Equatable, Codable {
      public let name: String
      public let value: String

      /// Sets a property.
      public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }

    /// What it is called in the log; also the name of its own log.
    public let name: String
    /// The package.
    public internal(set) var file: Source
    public let properties: [Property]
    /// Whether the first boot may not go on without it.
    public let isCritical: Bool

    /// Describes an installation without questions (`/qn`) and without a restart.
    public init(
      _ name: String, file: Source, properties: [Property] = [], isCritical: Bool = true
    ) {
      self.name = name
      self.file = file
      self.properties = properties
      self.isCritical = isCritical
    }
  }
}
