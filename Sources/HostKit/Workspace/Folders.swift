import Foundation
public import SystemPackage

/// Where imgbuild keeps files on this host, after the XDG Base Directory Specification.
public struct Folders: Sendable, Equatable {
  /// Things that can be made again: layers, downloads, work in progress.
  ///
  /// `~/.cache/imgbuild` unless the environment says otherwise.
  public let cache: FilePath
  /// Things worth keeping: history, logs.
  ///
  /// `~/.local/state/imgbuild` unless the environment says otherwise.
  public let state: FilePath
  /// Sockets: a short path that only this user can enter.
  ///
  /// Gone after a reboot.
  public let runtime: FilePath

  /// The longest path of a folder for sockets.
  ///
  /// A socket's path has at most 107 bytes, and libvirt's embedded driver adds up to 68 of them.
  static let longestRuntimePath = 30

  /// Folders below three given ones; for tests, and for `--cache-dir`.
  public init(cache: FilePath, state: FilePath, runtime: FilePath) {
    self.cache = cache
    self.state = state
    self.runtime = runtime
  }

  /// The folders of the user who runs this process.
  public static var standard: Folders {
    Folders(environment: ProcessInfo.processInfo.environment, userID: geteuid())
  }

  /// The folders that an environment asks for.
  ///
  /// As the specification says, a variable that holds no absolute path counts as not set.
  /// `XDG_RUNTIME_DIR` counts only if the user owns it alone and it is short enough for sockets.
  public init(environment: [String: String], userID: UInt32) {
    func folder(_ variable: String, _ fallback: String) -> FilePath {
      if let path = Self.absolute(environment[variable]) { return path.appending("imgbuild") }
      let home = Self.absolute(environment["HOME"]) ?? FilePath(NSHomeDirectory())
      return home.appending(fallback).appending("imgbuild")
    }
    cache = folder("XDG_CACHE_HOME", ".cache")
    state = folder("XDG_STATE_HOME", ".local/state")
    if let path = Self.absolute(environment["XDG_RUNTIME_DIR"]),
      path.appending("imgbuild").string.utf8.count <= Self.longestRuntimePath,
      PrivateFolder.isPrivate(path, userID: userID)
    {
      runtime = path.appending("imgbuild")
    } else if userID == 0 {
      runtime = "/run/imgbuild"
    } else {
      runtime = FilePath("/tmp/imgbuild-\(userID)")
    }
  }

  /// Where the verdict about /dev/kvm is kept.
  public var acceleratorVerdict: FilePath { cache.appending("accelerator.json") }
  /// Where the disks of finished steps are kept.
  public var layers: FilePath { cache.appending("layers") }
  /// Where files from the network are kept.
  public var downloads: FilePath { cache.appending("downloads") }
  /// Where builds keep what they work on.
  public var work: FilePath { cache.appending("work") }
  /// libguestfs's appliance, as imgbuild starts it.
  public var appliance: FilePath { cache.appending("appliance") }
  /// What libvirt found out about QEMU, shared between builds: filling it takes seconds.
  public var libvirtCache: FilePath { cache.appending("libvirt") }

  /// What became of all runs.
  public var history: FilePath { state.appending("history.sqlite") }
  /// Locks and webhooks of schedules.
  public var schedules: FilePath { state.appending("schedules") }
  /// What is known of images in clouds, and what was about to be done there.
  public var publications: FilePath { state.appending("publications") }

  /// Makes the folders; those that are new can be entered by this user only.
  ///
  /// Comes before anything that would make them with the usual mode. Throws a `host` error when one
  /// cannot be made, or other users can enter the one for sockets.
  public func prepare() throws {
    for folder in [cache, state] { try PrivateFolder.makeWithParents(folder) }
    try PrivateFolder.make(runtime)
  }

  private static func absolute(_ text: String?) -> FilePath? {
    guard let text, text.hasPrefix("/") else { return nil }
    return FilePath(text).lexicallyNormalized()
  }
}
