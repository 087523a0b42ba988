extension PropertyRule {
  /// What the system on the disk decides.
  static let systemRules: [PropertyRule] = [
    PropertyRule(
      "os_type", "linux or windows", when: "the system on the disk is one of them",
      source: "nova/virt/libvirt/driver.py compares with `windows`, in lower case"
    ) { context in
      let system = context.facts.system
      guard system.family != .unknown else { return nil }
      return Finding(value: system.family.rawValue, fact: "the disk holds \(system.productName)")
    },
    PropertyRule(
      "os_distro", "the family's name in libosinfo", when: "the disk tells what system it is",
      source: "nova/virt/osinfo.py takes a release's short name for a wish for other hardware"
    ) { context in
      let system = context.facts.system
      guard system.family != .unknown, !system.distribution.isEmpty else { return nil }
      return Finding(value: system.distribution, fact: "the disk holds \(system.productName)")
    },
    PropertyRule(
      "os_version", "the release's number; of Windows the year",
      when: "the disk tells which release it is", source: "a label, which SCS-0102 wants"
    ) { context in
      let system = context.facts.system
      guard system.family != .unknown, !system.version.isEmpty else { return nil }
      return Finding(value: system.version, fact: "the disk holds \(system.productName)")
    },
    PropertyRule(
      "architecture", "that of the programs", when: "the disk holds programs",
      source: "nova/virt/arch.py has the words; nova/scheduler/filters/image_props_filter.py"
    ) { context in
      guard !context.facts.architecture.isEmpty else { return nil }
      // libguestfs uses the names that Nova wants, but for this one.
      let name = context.facts.architecture == "i386" ? "i686" : context.facts.architecture
      return Finding(value: name, fact: "the programs on the disk are \(name)")
    },
    PropertyRule(
      "hw_firmware_type", is: "uefi",
      when: "the disk has an EFI boot loader, and no boot code for BIOS",
      source: "nova/virt/libvirt/driver.py starts x86 guests with BIOS where the property is absent"
    ) { context in
      context.facts.boot.uefi && !context.facts.boot.bios
        ? "the disk has an EFI boot loader only" : nil
    },
    PropertyRule(
      "hw_qemu_guest_agent", is: "yes", when: "qemu-guest-agent is installed and started at boot",
      source: "nova/virt/libvirt/driver.py, _add_qga_device"
    ) { context in
      context.facts.guestAgent == .enabled ? "qemu-guest-agent is installed and enabled" : nil
    },
  ]
}
