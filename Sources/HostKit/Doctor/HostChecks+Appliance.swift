import Foundation

extension HostChecks {
  /// Whether supermin finds a kernel for the libguestfs appliance.
  ///
  /// Containers have none, and Ubuntu lets only root read its own.
  static var applianceKernel: HostCheckRunner {
    HostCheckRunner(name: "appliance kernel") {
      applianceKernel(boot: "/boot", modules: "/lib/modules")
    }
  }

  static func applianceKernel(boot: String, modules: String) -> HostCheck {
    let name = "appliance kernel"
    let files = FileManager.default
    let kernels = ((try? files.contentsOfDirectory(atPath: boot)) ?? []).filter {
      $0.hasPrefix("vmlinuz-") && files.fileExists(atPath: "\(modules)/\($0.dropFirst(8))")
    }
    guard let newest = kernels.max(by: { $0.compare($1, options: .numeric) == .orderedAscending })
    else {
      return HostCheck(
        name: name, .missing, "there is no kernel with its modules in \(boot) and \(modules)",
        remedy: HostPackages.install([kernelPackage]))
    }
    let readable = kernels.filter { files.isReadableFile(atPath: "\(boot)/\($0)") }
    if readable.isEmpty {
      return HostCheck(
        name: name, .missing, "this user may not read \(boot)/\(newest)",
        remedy: "sudo chmod +r \(boot)/vmlinuz-*")
    }
    return HostCheck(name: name, .ok, "\(boot)/\(readable.contains(newest) ? newest : readable[0])")
  }

  /// The smallest kernel package that has the virtio drivers.
  private static var kernelPackage: String {
    let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    let isUbuntu = release.split(separator: "\n").contains("ID=ubuntu")
    #if arch(arm64)
      return isUbuntu ? "linux-image-virtual" : "linux-image-cloud-arm64"
    #else
      return isUbuntu ? "linux-image-virtual" : "linux-image-cloud-amd64"
    #endif
  }
}
