/// What runs a guest's instructions: `type` of a libvirt domain, `-accel` of QEMU.
public enum Accelerator: String, Sendable, Codable, CaseIterable {
  /// The processor itself, through /dev/kvm.
  case kvm
  /// QEMU's emulation: works everywhere, about ten times slower.
  case tcg
}
