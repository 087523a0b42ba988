#pragma once

/// How a probe of the KVM device ended.
enum kvm_probe_outcome {
  /// The loop ran to its end at least once; `milliseconds` is the fastest run.
  KVM_PROBE_MEASURED,
  /// The loop did not end before the limit; `milliseconds` is the limit.
  KVM_PROBE_TIMED_OUT,
  /// There is no such device.
  KVM_PROBE_ABSENT,
  /// The device is there and may not be opened.
  KVM_PROBE_NO_PERMISSION,
  /// A call failed: `stage` names it, `error` is its errno (0: none), `exit_reason` KVM's.
  KVM_PROBE_FAILED,
  /// This architecture has no loop to run.
  KVM_PROBE_UNSUPPORTED,
};

struct kvm_probe_result {
  enum kvm_probe_outcome outcome;
  double milliseconds;
  /// A static string, or null.
  const char *_Nullable stage;
  int error;
  unsigned exit_reason;
};

/// Times one million rounds of a guest loop on `device` and always returns, at the latest a little
/// after `limit_milliseconds`.
///
/// The guest runs in a child process: on a host where KVM_RUN never comes back, ending the child is
/// the only way out that changes no signal handling of the caller.
struct kvm_probe_result kvm_probe_run(const char *_Nonnull device, unsigned limit_milliseconds);
