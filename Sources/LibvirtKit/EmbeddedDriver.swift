import BuildFoundation
import Foundation
public import SystemPackage

/// A root folder for libvirt's QEMU driver inside this process: `qemu:///embed?root=…`.
///
/// Nothing has to be installed as a service. A domain whose process was killed outlives it, and is found
/// by its pid file below the root.
public struct EmbeddedDriver: Sendable, Hashable {
  /// Unix socket paths end at 107 bytes; of those that libvirt itself chooses below a root, the longest
  /// is `/lib/qemu/domain-` + four digits + `-` + 20 bytes of the name + `/monitor.sock`.
  static let longestRoot = longestSocket - 55
  private static let longestSocket = 107

  /// The root; one per process.
  public let root: FilePath
  /// What libvirt found out about QEMU; shared by all roots, because filling it takes 7 s.
  public let sharedCache: FilePath

  /// A driver below `root`; nothing is made until it is opened.
  public init(root: FilePath, sharedCache: FilePath) {
    self.root = root
    self.sharedCache = sharedCache
  }

  /// libvirt's warnings and errors.
  public var log: FilePath { root.appending("libvirt.log") }

  /// The socket of a domain's guest agent.
  ///
  /// libvirt's own choice for it is 25 bytes longer than its next, which a root would have to spare.
  /// Throws `BuildError` with code `host` when the root and the name together are too long.
  func agentSocket(ofDomain name: String) throws -> FilePath {
    let path = root.appending("run/\(name).agent")
    guard path.string.utf8.count <= Self.longestSocket else {
      throw BuildError(
        .host,
        "starting the domain \(name): the path of its agent's socket has "
          + "\(path.string.utf8.count) bytes, and \(Self.longestSocket) is the limit",
        hint: "use a shorter name or a shorter state folder")
    }
    return path
  }

  /// The URI to open.
  var uri: String {
    let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/._-~"))
    let path = root.string.addingPercentEncoding(withAllowedCharacters: allowed) ?? root.string
    return "qemu:///embed?root=\(path)"
  }

  /// Makes the folders and libvirt's settings.
  ///
  /// Throws `BuildError` with code `host` for a relative or too long root, or when a folder or file
  /// cannot be made.
  func prepare() throws {
    let doing = "preparing libvirt's folder \(root)"
    guard root.isAbsolute, sharedCache.isAbsolute else {
      throw BuildError(.defect, "\(doing): the path is not absolute")
    }
    guard root.string.utf8.count <= Self.longestRoot else {
      throw BuildError(
        .host,
        "\(doing): the path has \(root.string.utf8.count) bytes, and at most "
          + "\(Self.longestRoot) leave room for the sockets below it",
        hint: "use a shorter state folder")
    }
    do {
      let files = FileManager.default
      for folder in [root.appending("etc"), sharedCache] {
        try files.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      }
      let settings = Self.settings(isRoot: geteuid() == 0)
      try settings.write(
        toFile: root.appending("etc/qemu.conf").string, atomically: true, encoding: .utf8)
      let link = root.appending("cache").string
      if (try? files.destinationOfSymbolicLink(atPath: link)) != sharedCache.string {
        try? files.removeItem(atPath: link)
        try files.createSymbolicLink(atPath: link, withDestinationPath: sharedCache.string)
      }
    } catch {
      throw BuildError(.host, "\(doing): \(error.reason)", cause: error)
    }
  }

  /// `qemu.conf` for a driver that needs no virtlogd, no security driver and no cgroups.
  static func settings(isRoot: Bool) -> String {
    var lines = ["stdio_handler = \"file\"", "security_driver = \"none\"", "remember_owner = 0"]
    if isRoot {
      // QEMU has to open the build's own files, which belong to root.
      lines += [
        "user = \"root\"", "group = \"root\"", "namespaces = []", "cgroup_controllers = []",
        // Another user could not enter the folder with its socket.
        "swtpm_user = \"root\"", "swtpm_group = \"root\"",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The end of what QEMU said for a domain, oldest first.
  public func logTail(ofDomain name: String, lines: Int = 10) -> [String] {
    let path = root.appending("log/qemu/\(name).log").string
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    // The command line that libvirt logs first is pages long, one argument a line.
    let said = text.split(separator: "\n").filter { !$0.hasSuffix("\\") && !$0.hasPrefix("-") }
    return said.suffix(lines).map(String.init)
  }
}
