/// The bytes of a WIM file with a list of images and nothing else.
struct WimBytes {
  var magic = "MSWIM\0\0\0"
  /// Bytes between the header and the list.
  var padding = 1000
  var list: [UInt8]
  /// What the header says, where it is not the truth.
  var size: UInt64?
  var original: UInt64?
  var offset: UInt64?
  var flags: UInt8 = 2

  init(_ xml: String, mark: Bool = true) {
    list = ((mark ? "\u{FEFF}" : "") + xml).utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
  }

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 208)
    func put(_ number: UInt64, at place: Int, _ count: Int = 8) {
      for byte in 0..<count {
        bytes[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte))
      }
    }
    bytes.replaceSubrange(0..<8, with: Array(magic.utf8))
    put(1, at: 40, 2)
    let size = size ?? UInt64(list.count)
    put(size, at: 72, 7)
    bytes[79] = flags
    put(offset ?? UInt64(208 + padding), at: 80)
    put(original ?? size, at: 88)
    return bytes + [UInt8](repeating: 0xAA, count: padding) + list + [1, 2, 3]
  }
}
