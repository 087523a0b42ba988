import BuildFoundation
public import SystemPackage

/// A kernel that the hypervisor starts itself, in place of what is on the disks.
public struct DirectKernel: Sendable, Hashable {
  /// The kernel's file.
  public var kernel: FilePath
  /// The initial RAM disk's file.
  public var initrd: FilePath
  /// The kernel's command line.
  public var commandLine: String

  /// Names a kernel.
  public init(_ kernel: FilePath, initrd: FilePath, commandLine: String) {
    self.kernel = kernel
    self.initrd = initrd
    self.commandLine = commandLine
  }

  /// The elements below `<os>`.
  var elements: [MarkupElement] {
    [
      MarkupElement("kernel", text: kernel.string), MarkupElement("initrd", text: initrd.string),
      MarkupElement("cmdline", text: commandLine),
    ]
  }
}
