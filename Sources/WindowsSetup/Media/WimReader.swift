/// Reads the list of images out of a WIM file that goes by, and keeps nothing else of it.
///
/// The list stands near the end of files of 5 GB, which can only be read from their start.
public struct WimReader: Sendable {
  private var head: [UInt8] = []
  private var header: WimHeader?
  private var list: [UInt8] = []
  private var position: UInt64 = 0

  /// Begins with the first byte.
  public init() {}

  /// Takes the next bytes of the file.
  public mutating func read(_ bytes: UnsafeRawBufferPointer) throws(WimFault) {
    if head.count < WimHeader.size {
      head += bytes.prefix(WimHeader.size - head.count)
      if head.count == WimHeader.size { header = try WimHeader(head) }
    }
    defer { position += UInt64(bytes.count) }
    guard let header, list.count < header.listSize else { return }
    let wanted = header.listOffset + UInt64(list.count)
    let end = position + UInt64(bytes.count)
    guard wanted < end, wanted >= position else { return }
    let start = Int(wanted - position)
    list += bytes[start...].prefix(header.listSize - list.count)
  }

  /// The images, after the last byte.
  public func images() throws(WimFault) -> [WindowsMediumImage] {
    guard let header else {
      throw WimFault("it has \(position) bytes, and is no WIM file", isCut: true)
    }
    guard list.count == header.listSize else {
      throw WimFault(
        "it ends after \(position) bytes, before the list of its images", isCut: true)
    }
    return try WimCatalogue.images(list)
  }
}
