/// For which Windows a models section of an INF file is: `NTamd64.10.0...16299`.
///
/// `nt[Architecture][.[Major][.[Minor][.[ProductType][.[SuiteMask][.[Build]]]]]]`, of Microsoft's
/// "INF Manufacturer Section"; each number is the least.
public struct InfDecoration: Sendable, Hashable {
  /// The text as written.
  public let text: String
  /// The architecture; nil for x86 and for what an old INF does not say.
  public let architecture: WindowsArchitecture?
  /// The least version of the kernel; 0.0 for any.
  public let kernel: [Int]
  /// 1 for workstations, 2 for domain controllers, 3 for servers; nil for any.
  public let productType: Int?
  /// The least build; nil for any.
  public let build: Int?

  /// Nil for a text that is no decoration.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { $0.trimmed }
    guard let first = parts.first, first.lowercased().hasPrefix("nt") else { return nil }
    let name = first.dropFirst(2)
    architecture = WindowsArchitecture(name: name)
    guard name.isEmpty || architecture != nil else { return nil }
    func number(_ index: Int) -> Int? {
      parts.indices.contains(index) ? Int(parts[index]) : nil
    }
    self.text = text
    kernel = [number(1) ?? 0, number(2) ?? 0]
    productType = number(3)
    build = number(5)
  }

  /// Whether Windows takes a section with it.
  public func fits(_ windows: WindowsTarget) -> Bool {
    guard (architecture ?? .x86) == windows.architecture else { return false }
    if let build, windows.build < build { return false }
    if let productType, (productType == 1) == windows.isServer { return false }
    return !isNewer(than: windows)
  }

  private func isNewer(than windows: WindowsTarget) -> Bool {
    let own = [windows.kernel.major, windows.kernel.minor]
    return own.lexicographicallyPrecedes(kernel)
  }

  /// Whether Windows prefers it to `other`, where both fit.
  func isBetter(than other: InfDecoration) -> Bool {
    let (left, right) = (kernel + [build ?? 0], other.kernel + [other.build ?? 0])
    return right.lexicographicallyPrecedes(left)
  }
}
