import WindowsSetup

/// A kind of debris or identity that is removed from a disk with Windows.
struct WindowsSealItem {
  /// The name by which a recipe keeps it: that of the same for Linux, where there is one.
  let name: String
  /// What it is, for the documentation.
  let summary: String
  /// What goes; `*` stands for any letters within one name.
  var patterns: [String] = []

  /// Answer files, which the next start may still need.
  static let answerFiles = WindowsSealItem(
    name: "answer-files",
    summary: "answer files that Setup has left behind, unless the next start reads them",
    patterns: AnswerFileSecrets.places)

  /// Letters of disks that an instance does not have.
  static let driveLetters = WindowsSealItem(
    name: "drive-letters", summary: "letters of other disks than Windows' own, without sysprep")

  private static let homes = ["/Users/*", "/Windows/ServiceProfiles/*"]

  /// Everything that sealing does, in order.
  static let all = [
    WindowsSealItem(
      name: "page-files", summary: "the page file, the swap file, and what memory is saved in",
      patterns: ["/pagefile.sys", "/swapfile.sys", "/hiberfil.sys"]),
    WindowsSealItem(
      name: "ssh-host-keys", summary: "the SSH server's host keys",
      patterns: ["/ProgramData/ssh/ssh_host_*"]),
    answerFiles,
    driveLetters,
    WindowsSealItem(
      name: "shell-histories", summary: "what was typed in PowerShell, and opened",
      patterns: homes.flatMap {
        [
          "\($0)/AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/*_history.txt",
          "\($0)/AppData/Roaming/Microsoft/Windows/Recent/*.lnk",
        ]
      }),
    WindowsSealItem(
      name: "package-caches", summary: "what Windows Update has downloaded, and its database",
      // The database without its logs would be one that was not closed.
      patterns: [
        "/Windows/SoftwareDistribution/Download/*", "/Windows/SoftwareDistribution/DataStore/*",
      ]),
    WindowsSealItem(
      name: "crash-reports", summary: "error reports and memory dumps",
      patterns: [
        "/Windows/memory.dmp", "/Windows/Minidump/*", "/Windows/LiveKernelReports/*.dmp",
        "/Windows/LiveKernelReports/*/*.dmp", "/ProgramData/Microsoft/Windows/WER/Report*/*",
        "/ProgramData/Microsoft/Windows/WER/Temp/*",
      ]
        + homes.flatMap {
          ["\($0)/AppData/Local/CrashDumps/*", "\($0)/AppData/Local/Microsoft/Windows/WER/*/*"]
        }),
    WindowsSealItem(
      name: "logs", summary: "event logs, and logs of Setup, servicing, sysprep and Cloudbase-Init",
      // Not what else is in Panther: actionqueue says what is left to do after sysprep.
      patterns: [
        "/Windows/System32/winevt/Logs/*.evtx", "/Windows/Logs/*/*", "/Windows/*.log",
        "/Windows/debug/*.log", "/Windows/INF/setupapi*.log",
        "/Program Files/Cloudbase Solutions/Cloudbase-Init/log/*",
      ]
        + ["/Windows/Panther", "/Windows/Panther/UnattendGC", "/Windows/System32/Sysprep/Panther"]
        .flatMap { ["\($0)/*.log", "\($0)/*.etl", "\($0)/diag*.xml"] }),
    WindowsSealItem(
      name: "temporary-files",
      summary: "temporary files, recycle bins, thumbnails, and what is read ahead",
      patterns: [
        "/Windows/Temp/*", "/$Recycle.Bin/*", "/Windows/Prefetch/*.pf",
        "/Users/*/AppData/Local/Microsoft/Windows/Explorer/*cache_*.db",
      ] + homes.map { "\($0)/AppData/Local/Temp/*" }),
  ]
}
