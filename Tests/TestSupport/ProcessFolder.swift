import Foundation
public import SystemPackage

/// A folder of the whole test process, removed when it ends.
///
/// libvirt's embedded driver opens one root in the life of a process: all tests that boot something
/// share the one in here.
public enum ProcessFolder {
  /// Where it is: short enough for sockets in it.
  public static let path: FilePath = {
    guard let path = makeFolder(like: "/tmp/imgbuild-test-XXXXXX") else {
      fatalError("mkdtemp: \(Errno(rawValue: errno))")
    }
    atexit { try? FileManager.default.removeItem(atPath: ProcessFolder.path.string) }
    return path
  }()

  /// Makes a folder in it whose name no other has, also beside another test.
  public static func makeFolder() throws -> FilePath {
    guard let folder = makeFolder(like: path.appending("XXXXXX").string) else {
      throw Errno(rawValue: errno)
    }
    return folder
  }

  private static func makeFolder(like template: String) -> FilePath? {
    var name = Array(template.utf8CString)
    return mkdtemp(&name).map { FilePath(platformString: $0) }
  }

  /// The root of libvirt's embedded driver, where a host with `path` as its runtime folder has it.
  public static var libvirtRoot: FilePath { path.appending("v") }
  /// libguestfs's appliance, as imgbuild starts it.
  public static var applianceCache: FilePath { path.appending("a") }
  /// What libvirt found out about QEMU.
  public static var libvirtCache: FilePath { path.appending("c") }
}
