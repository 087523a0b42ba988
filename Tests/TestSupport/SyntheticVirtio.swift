import Foundation
public import SystemPackage

/// A tree in the shape of virtio-win, with nothing of it: INF files as its build makes them, catalogues that hold
/// little but the names of releases, and programs that are none.
public struct SyntheticVirtio: Sendable {
  /// One of virtio-win's builds, and the folders that it fills.
  public enum Build: String, Sendable, CaseIterable {
    case windows7 = "6.1"
    case windows81 = "6.3"
    case windows10 = "10.0"
    case windows11 = "10.0...16299"

    /// The first number of versions.
    var kernel: Int {
      switch self {
      case .windows7: 61
      case .windows81: 63
      case .windows10, .windows11: 100
      }
    }

    public var folders: [String] {
      switch self {
      case .windows7: ["2k8R2", "w7"]
      case .windows81: ["2k12R2", "w8.1"]
      case .windows10: ["2k16", "2k19", "2k22", "w10"]
      case .windows11: ["2k25", "w11"]
      }
    }
  }

  /// A driver: its folder, its INF file, its class, and the devices.
  struct Driver: Sendable {
    var folder: String
    var name: String
    var classGUID: String
    var devices: [(id: String, subsystem: String, revision: String)]
  }

  static let drivers = [
    Driver(
      folder: "viostor", name: "viostor", classGUID: "{4D36E97B-E325-11CE-BFC1-08002BE10318}",
      devices: [("1001", "00021AF4", "00"), ("1042", "11001AF4", "01")]),
    Driver(
      folder: "vioscsi", name: "vioscsi", classGUID: "{4D36E97B-E325-11CE-BFC1-08002BE10318}",
      devices: [("1004", "00081AF4", "00"), ("1048", "11001AF4", "01")]),
    Driver(
      folder: "NetKVM", name: "netkvm", classGUID: "{4d36e972-e325-11ce-bfc1-08002be10318}",
      devices: [("1000", "00011AF4", "00"), ("1041", "11001AF4", "01")]),
    Driver(
      folder: "viorng", name: "viorng", classGUID: "{4d36e97d-e325-11ce-bfc1-08002be10318}",
      devices: [("1005", "00041AF4", "00"), ("1044", "11001AF4", "01")]),
    Driver(
      folder: "Balloon", name: "balloon", classGUID: "{4d36e97d-e325-11ce-bfc1-08002be10318}",
      devices: [("1002", "00051AF4", "00"), ("1045", "11001AF4", "01")]),
  ]

  /// The release: 285 is virtio-win 0.1.285.
  public var release = 285

  public init(release: Int = 285) {
    self.release = release
  }

  /// The INF file of one of the drivers.
  public func inf(_ name: String, _ build: Build, architecture: String = "amd64") -> String {
    guard let driver = Self.drivers.first(where: { $0.name == name }) else { return "" }
    let section = "Models.NT\(architecture).\(build.rawValue)"
    let models = driver.devices.map { device in
      let id = #"PCI\VEN_1AF4&DEV_\#(device.id)"#
      return "%Device% = inst, \(id)&SUBSYS_\(device.subsystem)&REV_\(device.revision), \(id)"
    }
    return """
      ; A stand-in for the file of virtio-win.
      [Version]
      Signature="$Windows NT$"
      Class=Some
      ClassGUID=\(driver.classGUID)
      Provider=%VENDOR%
      DriverVer = 07/21/2025,\(build.kernel).100.104.\(release)00
      CatalogFile=\(name).cat
      PnpLockdown=1

      [SourceDisksNames]
      1 = %Disk%,,,""

      [SourceDisksFiles]
      \(name).sys = 1,,

      [Manufacturer]
      %VENDOR%   = Models,NT\(architecture).\(build.rawValue)

      [\(section)]
      \(models.joined(separator: "\n"))

      [inst.Services]
      AddService = \(name), 0x00000002 , service_inst ; and its log

      [Strings]
      VENDOR = "Nobody, Inc."
      Device = "VirtIO device; a stand-in"
      Disk = "disk"

      """.replacing("\n", with: "\r\n")
  }

  /// A catalogue that names these releases of Windows.
  public static func catalogue(_ names: String) -> [UInt8] {
    [0x30, 0x82, 0x20] + Array("OSAttr".utf8)
      + "OS\0\(names)\0".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] } + [0x30]
  }

  /// What a driver's program holds in place of code.
  public static func program(_ name: String, _ build: Build) -> [UInt8] {
    Array("MZ stand-in of \(name) for \(build.rawValue)".utf8)
  }

  /// The tree for amd64 as it is on the disc, with files for debugging and folders that are left out.
  public func files(_ builds: [Build] = Build.allCases) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for build in builds {
      let infs = Dictionary(
        uniqueKeysWithValues: Self.drivers.map { ($0.name, Array(inf($0.name, build).utf8)) })
      for folder in build.folders {
        for driver in Self.drivers {
          let path = "\(driver.folder)/\(folder)/amd64/\(driver.name)"
          files["\(path).inf"] = infs[driver.name]
          files["\(path).sys"] = Self.program(driver.name, build)
          files["\(path).cat"] = Self.catalogue("_v100_X64,Server_v100_X64")
          files["\(path).pdb"] = Array("no driver".utf8)
        }
        files["sriov/\(folder)/amd64/vioprot.inf"] = infs["netkvm"]
      }
    }
    return files
  }

  /// Writes the tree to a folder.
  public func write(to root: FilePath, builds: [Build] = Build.allCases) throws {
    for (path, content) in files(builds) {
      let file = URL(filePath: root.string).appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content).write(to: file)
    }
  }
}
