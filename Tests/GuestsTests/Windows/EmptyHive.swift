/// A registry file with nothing but a root key, as small as the format allows ("regf", as
/// github.com/msuhanov/regf describes it): libguestfs can change registry files, and not make one.
enum EmptyHive {
  private static let none: UInt32 = 0xffff_ffff
  private static let binSize: UInt32 = 4096
  /// Behind the head of the bin.
  private static let rootOffset: UInt32 = 0x20

  static let bytes: [UInt8] = {
    let security = descriptor
    var root = Bytes()
    root.text("nk")
    // The root of a hive, which cannot be deleted, with a name in one byte a letter.
    root.number(UInt16(0x2c))
    root.zeroes(8)
    let keySize = cellSize(76 + 4)
    let counts: [UInt32] = [
      0, 0, 0, 0, none, none, 0, none, rootOffset + UInt32(keySize), none, 0, 0, 0, 0, 0,
    ]
    counts.forEach { root.number($0) }
    root.number(UInt16(4))
    root.number(UInt16(0))
    root.text("ROOT")

    var permissions = Bytes()
    permissions.text("sk")
    permissions.zeroes(2)
    let own = rootOffset + UInt32(keySize)
    [own, own, 1, UInt32(security.count)].forEach { permissions.number($0) }
    permissions.append(security)

    var bin = Bytes()
    bin.text("hbin")
    bin.number(UInt32(0))
    bin.number(binSize)
    bin.zeroes(20)
    bin.cell(root.content)
    bin.cell(permissions.content)
    bin.number(UInt32(binSize) - UInt32(bin.content.count))
    bin.pad(to: Int(binSize))
    return head.content + bin.content
  }()

  private static let head: Bytes = {
    var head = Bytes()
    head.text("regf")
    let fields: [UInt32] = [1, 1, 0, 0, 1, 5, 0, 1, rootOffset, binSize, 1]
    fields.forEach { head.number($0) }
    head.pad(to: 508)
    let sum = stride(from: 0, to: 508, by: 4).reduce(UInt32(0)) { sum, offset in
      let word = head.content[offset..<offset + 4].reversed().reduce(UInt32(0)) {
        $0 << 8 | UInt32($1)
      }
      return sum ^ word
    }
    head.number(sum)
    head.pad(to: 4096)
    return head
  }()

  /// A self-relative security descriptor without owner, group or list: everybody may do everything.
  private static let descriptor: [UInt8] = [1, 0, 0, 0x80] + [UInt8](repeating: 0, count: 16)

  private static func cellSize(_ count: Int) -> Int { (4 + count + 7) & ~7 }

  /// Bytes that are written one after another, the least significant first.
  private struct Bytes {
    var content: [UInt8] = []

    mutating func append(_ bytes: [UInt8]) { content += bytes }
    mutating func text(_ text: String) { content += Array(text.utf8) }
    mutating func zeroes(_ count: Int) { content += [UInt8](repeating: 0, count: count) }
    mutating func pad(to size: Int) { zeroes(size - content.count) }

    mutating func number<Number: FixedWidthInteger>(_ number: Number) {
      for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
        content.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }

    /// A cell in use has its size as a negative number before it.
    mutating func cell(_ body: [UInt8]) {
      let size = EmptyHive.cellSize(body.count)
      let end = content.count + size
      number(Int32(-size))
      append(body)
      pad(to: end)
    }
  }
}
