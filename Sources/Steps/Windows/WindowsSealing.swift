import BuildFoundation
import Pipeline
import WindowsSetup

/// What sealing does on a disk with Windows: identity is what sysprep removes, so only debris goes.
struct WindowsSealing {
  private static let memory = ["/pagefile.sys", "/swapfile.sys"]
  private static let temporary = "/Windows/Temp"
  private static let generalized = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"

  let report: StepReport

  /// Whether the disk holds Windows.
  static func isNeeded(on guest: any OfflineGuest) async throws -> Bool {
    try await guest.windows.exists(RegistryHive.system.path)
  }

  /// Removes what Windows makes anew, and says so when it was not prepared for being copied.
  func apply(to windows: any WindowsDisk) async throws {
    report.progress("removing page files and temporary files")
    try await windows.checkCanBeChanged()
    for path in Self.memory { try await windows.remove(path) }
    for name in try await windows.names(in: Self.temporary) {
      try await windows.remove("\(Self.temporary)/\(name)")
    }
    let state = try await windows.withRegistry { registry in
      try await registry.values(
        of: #"Microsoft\Windows\CurrentVersion\Setup\State"#, in: .software)?["ImageState"]?.text
    }
    if state != Self.generalized {
      report.warning(
        "Windows was not generalized with sysprep (\(state ?? "no ImageState")): all instances of the image "
          + "get the same identity")
    }
  }
}
