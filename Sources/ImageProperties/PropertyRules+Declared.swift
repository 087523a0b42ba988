import BuildFoundation

extension PropertyRules {
  /// The derived properties with those that a recipe declares merged in.
  ///
  /// A declared value may add to what was found, or raise a minimum. Throws a `recipe` error that
  /// names both sides of every contradiction: what is declared and what the disk says.
  public func properties(declared: [String: String]) throws -> PropertySet {
    var merged = properties
    var contradictions: [String] = []
    for (name, value) in declared.sorted(by: { $0.key < $1.key }) {
      if let problem = contradiction(name: name, value: value, derived: merged) {
        contradictions.append(problem)
      } else {
        // Integers go into JSON as they are: 08 and +8 would not be numbers there.
        let plain =
          PropertySet.integerNames.contains(name) ? Int(value).map(String.init) ?? value : value
        merged.set(ImageProperty(name, plain, because: "declared in the recipe"))
      }
    }
    contradictions += Self.secureBootProblems(merged)
    guard contradictions.isEmpty else {
      throw BuildError(
        .recipe,
        "stamping the image: the declared properties contradict the disk",
        hint: "remove the property from the recipe, or change what the recipe installs",
        output: contradictions)
    }
    return merged
  }

  private func contradiction(
    name: String, value: String, derived: PropertySet
  ) -> String? {
    switch name {
    case "min_disk", "min_ram":
      guard let number = Int(value), number >= 0 else {
        return "\(name) is declared as \(value), and must be a whole number"
      }
      guard let least = derived[name], let found = Int(least.value), number < found else {
        return nil
      }
      return "\(name) is declared as \(number), but \(least.reason): at least \(found)"
    case "hw_qemu_guest_agent":
      guard Self.isTrue(value), derived[name] == nil else { return nil }
      return "\(name) is declared as \(value), but qemu-guest-agent is not installed and enabled"
    case "hw_disk_bus", "hw_vif_model", "hw_rng_model":
      guard value == "virtio", derived.value(name) != "virtio" else { return nil }
      return "\(name) is declared as virtio, but no such driver was found in every kernel"
    case "hw_firmware_type":
      if value == "uefi", !facts.boot.uefi {
        return "\(name) is declared as uefi, but there is no EFI boot loader on the disk"
      }
      if value == "bios", !facts.boot.bios {
        return "\(name) is declared as bios, but the disk's first sector holds no boot code"
      }
      return nil
    case "os_type", "os_distro", "os_version", "architecture":
      guard let found = derived[name], found.value != value else { return nil }
      return "\(name) is declared as \(value), but \(found.reason): \(found.value)"
    default:
      return nil
    }
  }

  /// Nova ignores `os_secure_boot` without UEFI and boots unprotected, and refuses it on `pc`
  /// (nova/virt/libvirt/driver.py, `_check_secure_boot_support`).
  private static func secureBootProblems(_ properties: PropertySet) -> [String] {
    guard let value = properties.value("os_secure_boot"), value != "disabled" else { return [] }
    return [("hw_firmware_type", "uefi"), ("hw_machine_type", "q35")].compactMap { name, wanted in
      guard properties.value(name) != wanted else { return nil }
      let found = properties.value(name) ?? "not set"
      return "os_secure_boot is declared as \(value), which needs \(name)=\(wanted): it is \(found)"
    }
  }

  /// Reads a boolean as oslo.utils `strutils.bool_from_string` does, which Nova uses.
  static func isTrue(_ value: String) -> Bool {
    ["1", "t", "true", "on", "y", "yes"].contains(value.lowercased())
  }
}
