/// For which Windows a driver's catalogue (`.cat`) is: the texts that Microsoft signs as `OS` in it.
///
/// `7X64,Server2008R2X64`, `_v63_X64,_v63_Server_X64`, `_v100_X64_22H2`, `Server_v100_X64_24H2`; virtio-win
/// looks for the same (`SUPPORTED_PLATFORM_DIGITAL_SIG` of virtio-win-pkg-scripts). Nothing else of a catalogue is
/// read, and no signature is checked.
public struct CatalogueTargets: Sendable, Hashable {
  /// What a catalogue calls the servers since 2016.
  private static let servers: [(build: Int, names: [String])] = [
    (26100, ["24H2"]), (20348, ["21H2", "FE"]), (17763, ["RS5"]), (14393, ["RS1", "RS"]),
  ]

  /// The names, sorted.
  public let names: [String]

  /// Reads the bytes of a catalogue.
  public init(_ bytes: [UInt8]) {
    var found: Set<String> = []
    // UTF-16, the least significant byte first, at even or odd places.
    for start in 0...1 {
      var text: [UInt8] = []
      for index in stride(from: start, to: bytes.count - 1, by: 2) {
        if bytes[index + 1] == 0, (0x20...0x7e).contains(bytes[index]) {
          text.append(bytes[index])
        } else {
          found.formUnion(Self.names(in: text))
          text = []
        }
      }
      found.formUnion(Self.names(in: text))
    }
    names = found.sorted()
  }

  private static func names(in text: [UInt8]) -> [String] {
    guard text.count >= 4 else { return [] }
    let parts = String(decoding: text, as: UTF8.self).split(separator: ",").map(String.init)
    guard let first = parts.first, first.contains("64") || first.contains("86") else { return [] }
    guard parts.allSatisfy({ $0.wholeMatch(of: /[A-Za-z0-9_]*(X64|X86|ARM64)\w*/) != nil }) else {
      return []
    }
    return parts
  }

  /// Whether the catalogue names releases of Windows Server since 2016, and none of them is this one.
  ///
  /// Clients are left out: their releases are many, and take each other's drivers.
  public func excludes(_ windows: WindowsTarget) -> Bool {
    guard windows.isServer, windows.build >= 14393 else { return false }
    let own = Self.servers.first { windows.build >= $0.build }?.names ?? []
    let releases = names.compactMap { name -> Substring? in
      guard name.hasPrefix("Server_v100_"), let arch = name.firstMatch(of: /X64|ARM64/) else {
        return nil
      }
      return name[arch.range.upperBound...].drop { $0 == "_" }
    }
    return !releases.isEmpty && !releases.contains { $0.isEmpty || own.contains(String($0)) }
  }
}
