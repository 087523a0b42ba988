/// The beginning of an ELF file (elf(5)).
struct ELFHeader {
  /// `e_machine`, by libguestfs's names of architectures.
  private static let architectures: [UInt16: String] = [
    3: "i386", 21: "ppc64", 22: "s390x", 40: "arm", 62: "x86_64", 183: "aarch64", 243: "riscv64",
    258: "loongarch64",
  ]

  private let machine: UInt16
  private let isLittleEndian: Bool

  /// Nil when `bytes`, the first 20 of the file, are no ELF header.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 20, bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]),
      [1, 2].contains(bytes[5])
    else { return nil }
    isLittleEndian = bytes[5] == 1
    let (low, high) = isLittleEndian ? (bytes[18], bytes[19]) : (bytes[19], bytes[18])
    machine = UInt16(high) << 8 | UInt16(low)
  }

  /// What the program runs on, as libguestfs names it; nil for what is not known.
  var architecture: String? {
    let name = Self.architectures[machine]
    return name == "ppc64" && isLittleEndian ? "ppc64le" : name
  }
}
