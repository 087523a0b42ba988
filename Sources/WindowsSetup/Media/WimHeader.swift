/// The first bytes of a WIM, ESD or SWM file, as far as they say where the list of its images is.
///
/// After Microsoft's "Windows Imaging File Format" and wimlib's `header.h`.
public struct WimHeader: Sendable, Equatable {
  /// How many bytes it has.
  public static let size = 208
  /// The largest list that is read, in bytes; those of Microsoft's discs have less than 100 kB.
  public static let largestList = AnswerFileText.limit

  /// Where the list begins, in bytes from the start of the file.
  public let listOffset: UInt64
  /// How many bytes it has.
  public let listSize: Int
  /// Which part of a set of split files it is, from 1.
  public let part: Int

  /// Reads a header.
  public init(_ bytes: [UInt8]) throws(WimFault) {
    guard bytes.count >= Self.size else {
      throw WimFault("it has \(bytes.count) bytes, and is no WIM file", isCut: true)
    }
    guard bytes.starts(with: Array("MSWIM\0\0\0".utf8)) else {
      // "Pipable" WIMs of wimlib have their list elsewhere; no disc that Setup reads has one.
      throw WimFault("it is no WIM file: it does not begin with MSWIM")
    }
    part = Int(Self.number(bytes[40..<42]))
    // The highest of the eight bytes of a resource's size are its flags; 4 is "compressed".
    let (size, flags) = (Self.number(bytes[72..<79]), bytes[79])
    listOffset = Self.number(bytes[80..<88])
    guard flags & 4 == 0, size == Self.number(bytes[88..<96]) else {
      throw WimFault("its header is damaged: the list of images is said to be compressed")
    }
    guard size > 0, listOffset >= Self.size, listOffset <= UInt64.max - size else {
      throw WimFault("its header is damaged: it does not say where the list of images is")
    }
    guard size <= UInt64(Self.largestList) else {
      throw WimFault("its list of images is said to have \(size) bytes, which no such list has")
    }
    listSize = Int(size)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
