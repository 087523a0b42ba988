/// A driver that Windows needs before it can read its own disk.
public enum BootDriver: String, Sendable, Hashable, CaseIterable {
  /// Of virtio disks.
  case viostor
  /// Of virtio's SCSI controllers.
  case vioscsi

  /// "Storage controllers", for `ClassGUID`.
  public static let classGUID = "{4D36E97B-E325-11CE-BFC1-08002BE10318}"

  /// The names of its device on the PCI bus, as the registry has them: first that of a machine like `pc`, then
  /// that of one like `q35`, which virtio calls transitional and modern.
  public var deviceIDs: [String] {
    switch self {
    case .viostor: ["VEN_1AF4&DEV_1001&REV_00", "VEN_1AF4&DEV_1042&REV_01"]
    case .vioscsi: ["VEN_1AF4&DEV_1004&REV_00", "VEN_1AF4&DEV_1048&REV_01"]
    }
  }

  /// The names under which Windows looks for a driver of each device, one list for each of `deviceIDs`.
  public var hardwareIDs: [[String]] {
    let subsystems =
      self == .viostor ? ["00021AF4", "11001AF4"] : ["00081AF4", "11001AF4"]
    return zip(deviceIDs, subsystems).map { id, subsystem in
      let device = String(id.prefix { $0 != "R" }.dropLast())
      let revision = id.suffix(6)
      return [
        "\(device)&SUBSYS_\(subsystem)&\(revision)", "\(device)&SUBSYS_\(subsystem)", id, device,
      ]
    }
  }

  /// The INF file as the registry knows what was injected: a name that no driver of virtio-win has.
  public var injectedInf: String { "imgbuild_\(rawValue).inf" }
  /// How the registry calls the way to install it.
  public var injectedConfiguration: String { "imgbuild_\(rawValue)_conf" }
  /// The package as the registry knows it.
  public func injectedLabel(_ architecture: WindowsArchitecture) -> String {
    "\(injectedInf)_\(architecture.rawValue)_0000000000000000"
  }

  /// Where Windows loads it from, as services name it.
  public var imagePath: String { #"system32\drivers\\#(rawValue).sys"# }
}
