import BuildFoundation
public import Pipeline
public import Recipes

/// Removes identity and debris from the disk, so that every instance gets its own.
public struct Sealing: BuildStep {
  private static let version = 3
  private let settings: SealSettings
  private let relabels: Bool

  /// Sealing as a recipe narrows or widens it; `relabels` unless no step wrote to the disk while its
  /// own kernel was not running, which is what labels files for SELinux.
  public init(_ settings: SealSettings, relabels: Bool = true) {
    self.settings = settings
    self.relabels = relabels
  }

  public var title: String { "seal" }
  public var place: GuestPlace { .appliance }
  public var limit: Duration { .seconds(300) }

  public func keyFields() throws -> [KeyField] {
    [
      KeyField("seal", "\(Self.version)"), try KeyField("settings", encoding: settings),
      KeyField("relabels", "\(relabels)"),
    ]
  }

  public func apply(to guest: any Guest, report: StepReport) async throws {
    let kept = Set(settings.keep.map(\.value))
    if let offline = guest as? any OfflineGuest, try await WindowsSealing.isNeeded(on: offline) {
      try await WindowsSealing(kept: kept, report: report).apply(to: offline.windows)
      for pattern in settings.remove { try await offline.removeAll(matching: pattern.value) }
      return
    }
    let items = SealItem.all.filter { !kept.contains($0.name) }
    report.progress("removing " + items.map(\.name).joined(separator: ", "))
    // One script for all: every command costs most of a second in an appliance without KVM.
    let script = "set -e\n" + items.map { "# \($0.name)\n\($0.script)\n" }.joined()
    try await guest.check(.shell(script, limit: limit), doing: "sealing the disk") {
      report.output($0)
    }
    guard let offline = guest as? any OfflineGuest else { return }
    for pattern in settings.remove {
      try await offline.removeAll(matching: pattern.value)
    }
    if relabels { try await SELinuxRelabel(report: report).apply(to: offline) }
  }
}
