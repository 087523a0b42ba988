import Foundation
import SystemPackage

extension EmbeddedDriver {
  /// Where libvirt writes the process number of a domain's QEMU.
  func processFile(ofDomain name: String) -> FilePath {
    root.appending("run/qemu/\(name).pid")
  }

  /// The process number of a domain's QEMU, if it runs.
  ///
  /// A number in a file counts only when that process is QEMU and has this root in its command line.
  func processID(ofDomain name: String) -> Int32? {
    let file = processFile(ofDomain: name).string
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let number = Int32(text.filter(\.isNumber)), number > 1,
      let raw = FileManager.default.contents(atPath: "/proc/\(number)/cmdline")
    else { return nil }
    let arguments = raw.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    let isOurs =
      arguments.contains { $0.hasPrefix("guest=\(name),") || $0 == "guest=\(name)" }
      && arguments.contains { $0.contains(root.string + "/") }
    return isOurs ? number : nil
  }
}
