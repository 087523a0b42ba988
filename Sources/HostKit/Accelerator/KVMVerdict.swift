import BuildFoundation

/// What came of timing a guest loop of a million rounds on /dev/kvm.
public enum KVMVerdict: Sendable, Equatable, Codable {
  /// KVM works; the loop took this long, about 1 ms.
  case usable(loopMilliseconds: Double)
  /// The device works, and the loop took at least this long: guests would hang.
  case tooSlow(loopMilliseconds: Double)
  /// There is no /dev/kvm.
  case absent
  /// There is a /dev/kvm that this user may not open.
  case noPermission
  /// A call failed, or nothing is known about this architecture.
  case failed(reason: String)

  /// Whether builds may use KVM.
  public var isUsable: Bool {
    if case .usable = self { true } else { false }
  }

  /// Why KVM is or is not used; completes a sentence, without a capital and a period.
  public var reason: String {
    switch self {
    case .usable(let milliseconds):
      "a test loop took \(Self.text(milliseconds)) on /dev/kvm"
    case .tooSlow(let milliseconds):
      "a test loop took at least \(Self.text(milliseconds)) on /dev/kvm, where "
        + "\(Self.text(AcceleratorProbe.slowestUsable.seconds * 1000)) is the most that is usable "
        + "and 1 ms is usual"
    case .absent:
      "there is no /dev/kvm"
    case .noPermission:
      "this user may not open /dev/kvm"
    case .failed(let reason):
      "the test of /dev/kvm failed: \(reason)"
    }
  }

  /// What the user can do about it, where there is something.
  public var remedy: String? {
    switch self {
    case .usable, .failed: nil
    case .noPermission: "sudo usermod -aG kvm \"$USER\"   # then log in again"
    case .absent: "enable virtualization (VT-x, AMD-V or nested) for this machine"
    case .tooSlow: "use a host with hardware virtualization"
    }
  }

  private static func text(_ milliseconds: Double) -> String {
    let tenths = Int((milliseconds * 10).rounded())
    return milliseconds >= 10 || tenths % 10 == 0
      ? "\(Int(milliseconds.rounded())) ms" : "\(tenths / 10).\(tenths % 10) ms"
  }
}
