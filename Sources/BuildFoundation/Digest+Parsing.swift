extension Digest {
  /// Reads `sha256:9f86d0…`, as `description` writes it; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let algorithm = Algorithm(rawValue: parts[0].lowercased()),
      algorithm.accepts(hex: parts[1])
    else { return nil }
    self.init(algorithm, hex: String(parts[1]))
  }
}

extension Digest.Algorithm {
  /// How many hexadecimal digits a value has.
  public var digits: Int {
    switch self {
    case .sha256: 64
    case .sha512: 128
    }
  }

  /// Whether `hex` can be a value: hexadecimal digits, as many as there must be.
  public func accepts(hex: some StringProtocol) -> Bool {
    hex.utf8.count == digits && hex.allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  /// The algorithm whose values have as many digits as `hex`; nil when it is no value of any.
  public init?(ofHex hex: some StringProtocol) {
    guard let algorithm = Self.allCases.first(where: { $0.accepts(hex: hex) }) else { return nil }
    self = algorithm
  }
}
