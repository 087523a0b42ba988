import BuildFoundation
import Recipes

extension ImageBase.Format {
  /// The format that `content` has by its first or last bytes; nil for a raw disk, and for anything
  /// that is no disk.
  ///
  /// Throws a `recipe` error for formats that are known and cannot be used.
  static func detected(in content: ImageContent, name: String) throws -> Self? {
    if try content.bytes(at: 0, 4) == [0x51, 0x46, 0x49, 0xfb] { return .qcow2 }
    if try content.starts(with: "vhdxfile") { return .vhdx }
    if try content.starts(with: "KDMV") { return .vmdk }
    if try content.starts(with: "conectix") { return .vhd }
    if try content.starts(with: "conectix", at: content.size - 512) { return .vhd }
    if let (what, hint) = try unusable(content) {
      throw BuildError(.recipe, "reading the image \(name): \(what)", hint: hint)
    }
    return nil
  }

  private static func unusable(_ content: ImageContent) throws -> (what: String, hint: String)? {
    let convert = "convert it with qemu-img first"
    if try content.starts(with: "# Disk Desc") {
      return (
        "it is the description of a VMDK disk, whose data is in other files",
        "name a VMDK that is one file (monolithicSparse or streamOptimized)"
      )
    }
    if try content.starts(with: "COWD") {
      return ("it is an old kind of VMDK, which relies on other files", convert)
    }
    if try content.starts(with: "QED\0") { return ("QED images cannot be used", convert) }
    if try content.bytes(at: 64, 4) == [0x7f, 0x10, 0xda, 0xbe] {
      return ("VDI images cannot be used", convert)
    }
    if try content.starts(with: "PK\u{3}\u{4}") {
      return ("it is a ZIP archive", "unpack it, and name the image in it")
    }
    if try content.starts(with: "ustar", at: 257) {
      return ("it is a tar archive", "unpack it, and name the image in it")
    }
    if try content.starts(with: "<!DOCTYPE") || content.starts(with: "<html") {
      return ("it is a web page", "open the URL in a browser: has the image moved?")
    }
    return nil
  }
}
