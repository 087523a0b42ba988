/// What a Windows runs on, by the names of virtio-win's folders.
public enum WindowsArchitecture: String, Sendable, Hashable, CaseIterable, Codable {
  case amd64
  case x86
  case arm64 = "ARM64"

  /// Reads `PROCESSOR_ARCHITECTURE` of Windows, or what stands after `NT` in an INF file.
  public init?(name: some StringProtocol) {
    let name = name.lowercased()
    guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == name }) else {
      return nil
    }
    self = found
  }
}
