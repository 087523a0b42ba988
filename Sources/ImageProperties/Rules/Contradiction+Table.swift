extension Contradiction {
  /// All of them.
  public static let all: [Contradiction] =
    [
      Contradiction("hw_firmware_type", "uefi needs an EFI boot loader on the disk") { claim in
        claim.value == "uefi" && !claim.facts.boot.uefi
          ? "there is no EFI boot loader on the disk" : nil
      },
      Contradiction("hw_firmware_type", "bios needs boot code in the disk's first sector") {
        claim in
        claim.value == "bios" && !claim.facts.boot.bios
          ? "the disk's first sector holds no boot code" : nil
      },
      Contradiction("os_secure_boot", "Secure Boot needs signed boot loaders and kernels") {
        claim in
        claim.value == "disabled" ? nil : claim.facts.secureBootObstacles?.first
      },
      Contradiction("hw_qemu_guest_agent", "the agent must be installed and enabled") { claim in
        PropertyDefinition.isTrue(claim.value) && claim.facts.guestAgent != .enabled
          ? "qemu-guest-agent is \(claim.facts.guestAgent.words)" : nil
      },
      driver("hw_disk_bus", "virtio", .block), driver("hw_disk_bus", "scsi", .scsi),
      driver("hw_vif_model", "virtio", .network), driver("hw_rng_model", "virtio", .random),
      atLeast("min_disk"), atLeast("min_ram"),
    ]
    + ["architecture", "os_type", "os_distro", "os_version", "capabilities:boot_mode"].map(same)

  private static func driver(
    _ property: String, _ value: String, _ driver: DeviceDriver
  ) -> Contradiction {
    Contradiction(
      property, "\(value) needs the driver \(driver.rawValue) in every kernel, or that of Windows"
    ) {
      claim in
      guard claim.value == value, !claim.facts.supports(driver) else { return nil }
      if claim.facts.system.family == .windows {
        return claim.facts.windowsObstacles(driver).first
          ?? "no virtio driver for it was found in Windows"
      }
      let when = driver.isNeededForRoot ? " before it mounts its root file system" : ""
      guard
        let kernel = claim.facts.kernels.first(where: { !driver.isUsable($0.presence(of: driver)) })
      else { return "no system with the driver \(driver.rawValue) was found" }
      return "kernel \(kernel.release) has no driver \(driver.rawValue)\(when)"
    }
  }

  private static func atLeast(_ property: String) -> Contradiction {
    Contradiction(property, "the minimum is no less than what the disk needs") { claim in
      guard let least = claim.derived[property], let found = Int(least.value),
        let declared = Int(claim.value), declared < found
      else { return nil }
      return "\(least.reason): at least \(found)"
    }
  }

  private static func same(_ property: String) -> Contradiction {
    Contradiction(property, "it is what was found on the disk") { claim in
      guard let found = claim.derived[property], found.value != claim.value else { return nil }
      return "\(found.reason): \(found.value)"
    }
  }
}

extension ServicePresence {
  fileprivate var words: String {
    switch self {
    case .absent: "not installed"
    case .disabled: "installed, but nothing starts it at boot"
    case .enabled: "enabled"
    case .unknown: "not to be found: the system on the disk is not known"
    }
  }
}
