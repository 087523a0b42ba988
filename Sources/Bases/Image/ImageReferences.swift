import BuildFoundation
import Foundation
import Recipes

/// Refuses images that name other files, before any program opens them.
///
/// QEMU opens what an image names: a backing file of `/etc/shadow`, an external data file that is a
/// `json:` description of anything (CVE-2024-4467). So the headers are read here, and only then does
/// qemu-img get to see the file, with its format named.
struct ImageReferences {
  private let content: ImageContent
  private let doing: String

  /// Prepares to look into `content`, which messages call `name`.
  init(_ content: ImageContent, name: String) {
    self.content = content
    doing = "reading the image \(name)"
  }

  /// Throws a `recipe` error when a file of `format` names another one, or is not what it should be.
  func refuse(_ format: ImageBase.Format) throws {
    switch format {
    case .qcow2: try refuseQcow2()
    case .vmdk: try refuseVMDK()
    case .vhd: try refuseVHD()
    // A raw disk names nothing; QEMU opens no VHDX file that has a parent.
    case .raw, .vhdx: break
    }
  }

  /// The fields of docs/interop/qcow2 in QEMU.
  private func refuseQcow2() throws {
    let header = try content.bytes(at: 0, 104)
    guard let version = header.bigEndian(4..<8), [2, 3].contains(version),
      let backing = header.bigEndian(8..<16), let encryption = header.bigEndian(32..<36)
    else { throw damaged("qcow2") }
    if backing != 0 {
      let length = Int(min(header.bigEndian(16..<20) ?? 0, 1023))
      let name = try content.bytes(at: Int64(clamping: backing), length)
      throw refusal("it has a backing file, \(Self.text(name))")
    }
    if encryption != 0 {
      throw BuildError(
        .recipe, "\(doing): it is encrypted", hint: "decrypt it with qemu-img first")
    }
    // Version 2 has no feature bits.
    if version == 3 {
      guard let features = header.bigEndian(72..<80) else { throw damaged("qcow2") }
      if features & 1 << 2 != 0 { throw refusal("its data is in another file") }
    }
    try refuseDataFileName(version == 2 ? 72 : header.bigEndian(100..<104) ?? 104)
  }

  /// A name without the feature bit means nothing to QEMU today; there is no good reason for one.
  private func refuseDataFileName(_ start: UInt64) throws {
    var offset = Int64(clamping: start)
    for _ in 0..<100 {
      let head = try content.bytes(at: offset, 8)
      guard let type = head.bigEndian(0..<4), type != 0, let length = head.bigEndian(4..<8) else {
        return
      }
      if type == 0x4441_5441 {
        let name = try content.bytes(at: offset + 8, Int(min(length, 1023)))
        throw refusal("its data is in another file, \(Self.text(name))")
      }
      offset += 8 + Int64((length + 7) & ~7)
    }
  }

  /// The header of VMware's "Virtual Disk Format 5.0", and what block/vmdk.c of QEMU reads.
  private func refuseVMDK() throws {
    let header = try content.bytes(at: 0, 512)
    guard let capacity = header.littleEndian(12..<20),
      let description = header.littleEndian(28..<36)
    else { throw damaged("VMDK") }
    // Without a capacity QEMU takes the disk from the extents that the description names.
    if capacity == 0 { throw refusal("its data is in other files") }
    // QEMU looks for a parent at 512, wherever the header says that the description is.
    for offset in Set([512, Int64(clamping: min(description, 1 << 53) << 9)]) {
      let text = Self.text(try content.bytes(at: offset, 20 * 512))
      if text.contains("parentFileNameHint") { throw refusal("it has a parent file") }
    }
  }

  /// The footer of Microsoft's "Virtual Hard Disk Image Format Specification".
  private func refuseVHD() throws {
    let isAtStart = try content.starts(with: "conectix")
    let footer = try content.bytes(at: isAtStart ? 0 : content.size - 512, 512)
    switch footer.bigEndian(60..<64) {
    case 2, 3: break
    case 4: throw refusal("it is a differencing disk, which has a parent file")
    default: throw damaged("VHD")
    }
  }

  private func refusal(_ what: String) -> BuildError {
    BuildError(
      .recipe, "\(doing): \(what): such an image could read this host's files",
      hint: "make one file of it with qemu-img convert, where you trust it")
  }

  private func damaged(_ format: String) -> BuildError {
    BuildError(.recipe, "\(doing): its \(format) header is damaged")
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
