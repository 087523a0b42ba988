/// Whether a driver is for a Windows, by what its own files say.
public enum DriverFit {
  /// The release of virtio-win since which Windows 11 and Server 2025 have a build of their own.
  private static let firstOwnBuild = 262

  /// Why a driver is for another Windows, as a sentence without its end; nil when nothing speaks against it.
  ///
  /// Three things tell: the models sections of the INF file, the kernel in its version, and the releases in the
  /// catalogue. Builds of virtio-win for Windows 10 to Server 2022 have sections `NTamd64.10.0`, which Windows 11
  /// and Server 2025 take too; those for the two have `NTamd64.10.0...16299`.
  public static func fault(
    of inf: InfFile, catalogue: CatalogueTargets?, named name: String, for windows: WindowsTarget
  ) -> String? {
    let system = VirtioRelease(windows)?.name ?? "Windows"
    guard let decoration = inf.decoration(for: windows) else {
      let texts = inf.decorations.map(\.text).joined(separator: ", ")
      return "\(name) is for another Windows: \(system) (build \(windows.build)) takes none of the "
        + "sections \(texts.isEmpty ? "in its INF file" : texts)"
    }
    let version = inf.driverVersion
    if let kernel = version?.kernel, kernel != windows.kernel {
      return
        "\(name) \(version?.text ?? "") is built for Windows \(kernel.major).\(kernel.minor), and "
        + "\(system) is \(windows.kernel.major).\(windows.kernel.minor)"
    }
    if catalogue?.excludes(windows) == true {
      return
        "\(name) is signed for \(catalogue?.names.joined(separator: ", ") ?? ""), which are not \(system)"
    }
    guard let release = version?.virtioRelease, decoration.build == nil,
      needsOwnBuild(windows, release)
    else { return nil }
    return
      "\(name) \(version?.text ?? "") is the build for Windows 10 to Server 2022 (\(decoration.text)), "
      + "and that for \(system) is another (…16299)"
  }

  private static func needsOwnBuild(_ windows: WindowsTarget, _ release: Int) -> Bool {
    switch VirtioRelease(windows) {
    case .server2025: true
    // Before, its folder held the build for Windows 10.
    case .windows11: release >= firstOwnBuild
    default: false
    }
  }

  /// Why a driver that is for this Windows must not be moved to it all the same; nil for most.
  public static func knownFailure(
    of inf: InfFile, named name: String, for windows: WindowsTarget
  ) -> String? {
    guard inf.driverVersion?.virtioRelease == 271, VirtioRelease(windows) == .server2025,
      BootDriver(rawValue: name) != nil
    else { return nil }
    return
      "\(name) \(inf.driverVersion?.text ?? "") is of virtio-win 0.1.271, with which Server 2025 "
      + "stops with a blue screen when its disk moves from IDE to virtio "
      + "(virtio-win/kvm-guest-drivers-windows issue 1342)"
  }
}
