extension ByteCount: CustomStringConvertible {
  private static let units: [(name: String, shift: Int64)] = [
    ("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10),
  ]

  /// Reads `4 GiB`, `512MiB`, `1.5G` or a plain number of bytes.
  ///
  /// Units are binary, as in qemu-img: `G`, `GB` and `GiB` are the same. Nil for anything else, for
  /// a negative number and for 8 EiB or more. A fraction of a byte is dropped.
  public init?(_ text: String) {
    // Whole numbers are read as such: a floating-point one is exact only up to 8 PiB.
    guard let match = text.wholeMatch(of: /\ *([0-9]+)(\.[0-9]+)?\ *([A-Za-z]*)\ */),
      let shift = Self.shift(of: match.3), let whole = Int64(match.1)
    else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: 1 << shift)
    let fraction = match.2.flatMap { Double("0\($0)") } ?? 0
    let (sum, carry) = product.addingReportingOverflow(Int64(fraction * Double(1 << shift)))
    if overflow || carry { return nil }
    self.init(bytes: sum)
  }

  private static func shift(of unit: Substring) -> Int64? {
    switch unit.lowercased() {
    case "", "b": 0
    case "k", "kb", "kib": 10
    case "m", "mb", "mib": 20
    case "g", "gb", "gib": 30
    case "t", "tb", "tib": 40
    default: nil
    }
  }

  /// The count with one decimal in the largest unit that fits: `1.5 GiB`.
  public var description: String {
    for unit in Self.units {
      let size = Int64(1) << unit.shift
      // One byte less than a mebibyte is 1 MiB, not 1024 KiB.
      if bytes < size - (size >> 10) / 20 { continue }
      let rest = ((bytes & (size - 1)) * 10 + size / 2) >> unit.shift
      let tenths = (bytes >> unit.shift) * 10 + rest
      let text = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
      return "\(text) \(unit.name)"
    }
    return "\(bytes) B"
  }
}
