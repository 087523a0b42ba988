/// The beginning of a program of Windows (Microsoft, "PE Format").
struct PEHeader {
  /// How much of a file is looked at: the header proper is some hundred bytes in.
  static let size = 4096
  /// `Machine`, by libguestfs's names of architectures.
  private static let architectures: [Int: String] = [
    0x14c: "i386", 0x8664: "x86_64", 0xaa64: "aarch64",
  ]

  private let machine: Int

  /// Nil when `bytes`, the first of the file, are no such header.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 64, bytes.starts(with: Array("MZ".utf8)) else { return nil }
    func number(_ offset: Int, _ count: Int) -> Int {
      bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let start = number(0x3c, 4)
    guard start <= bytes.count - 6, bytes[start...].starts(with: Array("PE\0\0".utf8)) else {
      return nil
    }
    machine = number(start + 4, 2)
  }

  /// What the program runs on, as libguestfs names it; nil for what is not known.
  var architecture: String? { Self.architectures[machine] }
}
