import BuildFoundation
import Foundation

extension PropertyRule {
  /// What a flavor must have.
  static let sizeRules: [PropertyRule] = [
    PropertyRule(
      "min_disk", "the disk's size in GiB, rounded up", when: "there is a disk",
      source: "nova/compute/api.py refuses smaller flavors, Cinder smaller volumes"
    ) { context in
      Finding(
        value: "\(context.facts.virtualSize.gibibytesRoundedUp)",
        fact: "the disk is \(context.facts.virtualSize) large")
    },
    PropertyRule(
      "min_ram", "the system's minimum in MiB", when: "libosinfo knows how much it needs",
      source: "nova/compute/api.py refuses flavors with less"
    ) { context in
      context.facts.minimumMemory.map { memory in
        Finding(
          value: "\(memory.size.mebibytesRoundedUp)",
          fact: "libosinfo's minimum for \(memory.source)")
      }
    },
  ]

  /// What only some profiles ask for.
  static let profileRules: [PropertyRule] = [
    PropertyRule(
      "image_build_date", "the day of the build, in UTC", when: "the profile asks for it",
      source: "SCS-0102, image build info"
    ) { context in
      guard context.wanted.contains("image_build_date") else { return nil }
      let day = context.built.formatted(.iso8601.year().month().day())
      return Finding(value: day, fact: "the image was built on that day")
    },
    PropertyRule(
      "capabilities:boot_mode", "uefi or bios", when: "the profile asks for it",
      source: "Ironic's flavors name it so; nova/virt/ironic/patcher.py"
    ) { context in
      guard context.wanted.contains("capabilities:boot_mode") else { return nil }
      let boot = context.facts.boot
      if boot.uefi { return Finding(value: "uefi", fact: "the disk has an EFI boot loader") }
      return boot.bios
        ? Finding(
          value: "bios", fact: "the disk's first sector holds boot code, and no EFI loader is there"
        )
        : nil
    },
  ]
}
