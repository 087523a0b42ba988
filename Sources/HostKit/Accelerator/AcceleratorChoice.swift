public import BuildFoundation

/// What the user asked for with `--accelerator`.
public enum AcceleratorChoice: String, Sendable, Codable, CaseIterable {
  /// KVM where it is usable, TCG elsewhere.
  case auto
  /// KVM, or no build.
  case kvm
  /// TCG, whatever the host can do.
  case tcg

  /// What a choice came to on this host.
  public struct Resolution: Sendable, Equatable {
    /// What guests and the appliance run on.
    public let accelerator: Accelerator
    /// One sentence for the log.
    public let reason: String
  }

  /// Decides what guests run on.
  ///
  /// The verdict is asked for only where it matters. Throws a `host` error when KVM was asked for
  /// and is not usable.
  public func resolve(
    verdict: @Sendable () async -> KVMVerdict
  ) async throws(BuildError) -> Resolution {
    if self == .tcg {
      return Resolution(accelerator: .tcg, reason: "Using emulation (TCG), as asked.")
    }
    let verdict = await verdict()
    if verdict.isUsable {
      return Resolution(accelerator: .kvm, reason: "Using KVM: \(verdict.reason).")
    }
    if self == .kvm {
      throw BuildError(
        .host, "choosing the accelerator: KVM is not usable here: \(verdict.reason)",
        hint: "leave out --accelerator kvm to build under emulation")
    }
    return Resolution(
      accelerator: .tcg, reason: "Using emulation (TCG), about 10 times slower: \(verdict.reason).")
  }
}
