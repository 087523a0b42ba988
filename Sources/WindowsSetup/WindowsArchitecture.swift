/// What a Windows runs on, in the words of `processorArchitecture` in answer files.
public enum WindowsArchitecture: String, Sendable, Hashable, CaseIterable, Codable {
  case amd64
  case arm64
  case x86

  /// Reads `PROCESSOR_ARCHITECTURE` of Windows, what stands after `NT` in an INF file, or a folder of virtio-win.
  public init?(name: some StringProtocol) {
    guard let found = Self(rawValue: name.lowercased()) else { return nil }
    self = found
  }

  /// The folder of its drivers in virtio-win.
  public var virtioFolder: String { self == .arm64 ? "ARM64" : rawValue }
}
