import BuildFoundation
import Pipeline
import SystemPackage
import WindowsSetup

/// What sealing does on a disk with Windows: identity is what sysprep removes, so mostly debris goes.
struct WindowsSealing {
  private static let complete = "IMAGE_STATE_COMPLETE"
  private static let generalized = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"

  /// The names of the items that the recipe keeps.
  let kept: Set<String>
  let report: StepReport

  /// Whether the disk holds Windows.
  static func isNeeded(on guest: any OfflineGuest) async throws -> Bool {
    try await guest.windows.exists(RegistryHive.system.path)
  }

  /// Removes what Windows makes anew, and says so when it was not prepared for being copied.
  func apply(to windows: any WindowsDisk) async throws {
    let items = WindowsSealItem.all.filter { !kept.contains($0.name) }
    try await windows.checkCanBeChanged()
    let (state, root, mounted) = try await windows.withRegistry { registry in
      (
        try await registry.values(
          of: #"Microsoft\Windows\CurrentVersion\Setup\State"#, in: .software)?["ImageState"]?.text,
        try await registry.values(
          of: #"Microsoft\Windows NT\CurrentVersion"#, in: .software)?["SystemRoot"]?.text,
        try await registry.values(of: DriveLetters.key, in: .system)
      )
    }
    for item in items {
      report.progress("removing \(item.name)")
      switch item.name {
      case WindowsSealItem.answerFiles.name:
        try await removeAnswerFiles(item, from: windows, state)
      case WindowsSealItem.driveLetters.name:
        // sysprep has forgotten them already.
        guard state != Self.generalized, let mounted else { break }
        let others = DriveLetters.others(in: mounted, systemRoot: root ?? "")
        guard !others.isEmpty else { break }
        try await windows.change([
          RegistryChange(.system, DriveLetters.key, .deleteValues(others))
        ])
      default: try await remove(item, from: windows)
      }
    }
    if state != Self.generalized {
      report.warning(
        "Windows was not generalized with sysprep (\(state ?? "no ImageState")): all instances of the image "
          + "get the same identity")
    }
  }

  private func remove(_ item: WindowsSealItem, from windows: any WindowsDisk) async throws {
    for pattern in item.patterns {
      let paths = try await windows.paths(matching: pattern).map { FilePath($0) }
      let folders = Dictionary(grouping: paths) { $0.removingLastComponent().string }
      for (folder, paths) in folders.sorted(by: { $0.key < $1.key }) {
        try await windows.remove(paths.compactMap { $0.lastComponent?.string }, in: folder)
      }
    }
  }

  /// Removes answer files that only were left behind.
  ///
  /// A Windows that is still being set up looks for them in these places at its next start, and so does sysprep
  /// (Microsoft, "Windows Setup Automation Overview", implicit answer file search order).
  private func removeAnswerFiles(
    _ item: WindowsSealItem, from windows: any WindowsDisk, _ state: String?
  ) async throws {
    if state == Self.complete, try await FirstBootPlan(on: windows)?.generalizes != true {
      return try await remove(item, from: windows)
    }
    for pattern in item.patterns {
      for path in try await windows.paths(matching: pattern) {
        guard let content = try await windows.content(of: path), AnswerFileSecrets.areIn(content)
        else { continue }
        report.warning(
          "\(path) has a password in it, which every user of the image can read; it stays, because Windows may still "
            + "need it at its next start")
      }
    }
  }
}
