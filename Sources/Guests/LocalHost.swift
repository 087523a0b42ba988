import Foundation
public import HostKit
import LibvirtKit
public import Pipeline
import StorageDaemon
public import SystemPackage

/// This machine as a build host: a storage daemon for the disk, libguestfs for the appliance, libvirt
/// for the builder.
public struct LocalHost: Sendable {
  /// What a build host is told.
  public struct Settings: Sendable {
    /// KVM, or TCG where KVM is of no use.
    public var accelerator: Accelerator
    /// A folder of this build with a short path, for sockets.
    public var socketFolder: FilePath
    /// What libvirt's embedded driver keeps everything in; a process can open one in its life.
    public var libvirtRoot: FilePath
    /// What libvirt found out about QEMU, kept between builds.
    public var libvirtCache: FilePath
    /// A libvirt connection to use in place of the embedded driver.
    public var libvirtURI: String?
    /// Whether guests get the ports that a shell needs; they have no other use for them.
    public var hasShells: Bool
    /// Where imgbuild's own appliance is kept between builds; nil: libguestfs's is used.
    public var applianceCache: FilePath?
    /// Gets what guests print on their serial consoles.
    public var consoleLog: FilePath
    /// Gets what the appliance and its kernel print.
    public var applianceLog: FilePath

    /// Makes settings.
    public init(
      accelerator: Accelerator, socketFolder: FilePath, libvirtRoot: FilePath,
      libvirtCache: FilePath, libvirtURI: String?, hasShells: Bool = false,
      applianceCache: FilePath? = nil, consoleLog: FilePath, applianceLog: FilePath
    ) {
      self.accelerator = accelerator
      self.socketFolder = socketFolder
      self.libvirtRoot = libvirtRoot
      self.libvirtCache = libvirtCache
      self.libvirtURI = libvirtURI
      self.hasShells = hasShells
      self.applianceCache = applianceCache
      self.consoleLog = consoleLog
      self.applianceLog = applianceLog
    }
  }

  let settings: Settings
  let scratch: BuildScratch
  let libvirt: LibvirtSession

  /// A host for one build; nothing is started before it is needed.
  public init(_ settings: Settings, scratch: BuildScratch) {
    self.settings = settings
    self.scratch = scratch
    libvirt = LibvirtSession(
      uri: settings.libvirtURI,
      driver: EmbeddedDriver(
        root: settings.libvirtRoot, sharedCache: settings.libvirtCache))
  }

  /// Where shells in the guest `role` find the host; nil where none is going to be opened.
  func shellPorts(_ role: String) -> ShellPorts? {
    settings.hasShells ? ShellPorts(role, in: settings.socketFolder) : nil
  }

  /// Closes the libvirt connection; domains have ended by then.
  public func close() async {
    await libvirt.close()
  }
}
