import Foundation
public import SystemPackage

/// A folder of the whole test process, removed when it ends.
///
/// libvirt's embedded driver opens one root in the life of a process: all tests that boot something
/// share the one in here.
public enum ProcessFolder {
  /// Where it is: short enough for sockets in it.
  public static let path: FilePath = {
    var template = Array("/tmp/imgbuild-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("mkdtemp: \(Errno(rawValue: errno))") }
    atexit { try? FileManager.default.removeItem(atPath: ProcessFolder.path.string) }
    return FilePath(platformString: template)
  }()

  /// The root of libvirt's embedded driver, where a host with `path` as its runtime folder has it.
  public static var libvirtRoot: FilePath { path.appending("v") }
  /// What libvirt found out about QEMU.
  public static var libvirtCache: FilePath { path.appending("c") }
}
