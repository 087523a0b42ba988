import BuildFoundation

extension FirstBootStep {
  /// An optional feature, with those that it needs.
  ///
  /// DISM of Windows 7 and 2008 R2 has no `/all`.
  static func feature(_ feature: FirstBootPlan.Feature, windowsBuild: Int) -> Self {
    let all = windowsBuild >= 9200 ? " /all" : ""
    let change =
      feature.isWanted
      ? "/enable-feature /featurename:\(feature.name)\(all)"
      : "/disable-feature /featurename:\(feature.name)"
    return Self(
      title: "\(feature.isWanted ? "feature" : "without feature") \(feature.name)",
      lines: [
        #""%system%\dism.exe" /online /english \#(change) /norestart >>"%log%" 2>&1"#
      ], accepted: done, isCritical: true)
  }

  static func roles(file: WindowsPath) -> Self {
    Self(
      title: "roles",
      lines: [PowerShellScript.command(for: file) + #" <nul >>"%log%" 2>&1"#], accepted: done,
      isCritical: true)
  }

  /// Each restart is one that the updates asked for; none is an attempt that failed.
  static func updates(_ updates: FirstBootPlan.Updates, file: WindowsPath) -> Self {
    Self(
      title: "updates",
      lines: [PowerShellScript.command(for: file) + #" <nul >>"%log%" 2>&1"#], accepted: done,
      isCritical: true, restarts: updates.restarts)
  }
}
