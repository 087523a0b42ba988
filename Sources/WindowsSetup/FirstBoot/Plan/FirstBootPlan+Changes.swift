import BuildFoundation

extension FirstBootPlan {
  /// Where the script and what it installs are until it is done.
  static let folder = WindowsPath(#"imgbuild\first-boot"#)
  /// How lines on the serial port begin that tell how far it is; `done` and `gave up` begin the last.
  public static let serialMark = "imgbuild-first-boot: "
  /// The log of the first boot, which stays.
  public static let log = WindowsPath(#"imgbuild\first-boot.log"#)
  /// What Windows Setup runs at its end.
  public static let setupComplete = WindowsPath(#"Setup\Scripts\SetupComplete.cmd"#)
  /// What was `SetupComplete.cmd` before.
  public static let keptSetupComplete = WindowsPath(
    #"Setup\Scripts\SetupComplete.before-imgbuild.cmd"#)
  /// The plan itself, for later steps and for whoever looks at the disk; it goes with the folder.
  static let record = folder.appending("plan.json")
  /// What looks for reasons why sysprep would fail.
  static let sysprepCheck = folder.appending("sysprep-check.ps1")
  private static let runner = folder.appending("run.cmd")

  /// Whether a `SetupComplete.cmd` is one of imgbuild's, which a new one may replace.
  public static func isOwnSetupComplete(_ content: [UInt8]) -> Bool {
    String(decoding: content, as: UTF8.self).contains(runner.inScripts)
  }

  /// The files to write, and the service to add where there is one.
  ///
  /// - Throws: `BuildError` (`recipe`) for what a batch file, Windows Installer or Cloudbase-Init would
  ///   take for something else.
  public func changes() throws -> FirstBootChanges {
    try check()
    let (steps, payload) = try stepsAndPayload()
    let script = FirstBootScript(plan: self, steps: steps, service: Self.service)
    var changes = FirstBootChanges(
      move: nil,
      files: payload + [
        WindowsFile(Self.record, .bytes(try onDisk.encoded())),
        WindowsFile(Self.runner, text: try script.text()),
      ], service: nil)
    switch carrier {
    case .service: changes.service = Self.service
    case .setupComplete:
      if hasSetupComplete {
        changes.move = .init(from: Self.setupComplete, to: Self.keptSetupComplete)
      }
      changes.files.append(WindowsFile(Self.setupComplete, text: setupCompleteText))
    }
    return changes
  }

  /// The service that starts the script.
  ///
  /// `cmd.exe` is no service: it starts the script beside itself and ends, the service control manager
  /// notes that the service did not start, and the script goes on. `start` needs no title where nothing
  /// is in quotes, and nothing has to be: no folder has a space in its name.
  public static let service = WindowsService(
    name: "imgbuild-first-boot", displayName: "imgbuild first boot",
    command: #"%SystemRoot%\System32\cmd.exe /d /c start /b %SystemRoot%\System32\cmd.exe /d /c "#
      + runner.inScripts + " service",
    start: .automatic, errorControl: .ignore, dependsOn: ["RpcSs", "PlugPlay", "ProfSvc"])

  /// One line, which cmd.exe has read whole before the script puts another file in its place.
  private var setupCompleteText: String {
    let shell = #"%SystemRoot%\System32\cmd.exe /d /c "#
    let first = hasSetupComplete ? "\(shell)\(Self.keptSetupComplete.inScripts) & " : ""
    return "@\(first)\(shell)\(Self.runner.inScripts) setup & exit /b 0\r\n"
  }

  /// Cloudbase-Init comes last: nothing is to be installed while it sets up the instance.
  var packages: [Installer] { installers + (cloudbaseInit.map { [$0.package] } ?? []) }

  /// Where a package is at the first boot; the names stay when more are added.
  func place(of package: Installer, _ index: Int) -> WindowsPath {
    switch package.file {
    case .disk(let path): path
    case .host:
      Self.folder.appending(
        index < installers.count ? "installer-\(index + 1).msi" : "cloudbase-init.msi")
    }
  }

  /// The plan for whoever adds to it later: all packages are on the disk then.
  var onDisk: FirstBootPlan {
    var plan = self
    for (index, package) in packages.enumerated() {
      let source = Source.disk(place(of: package, index))
      if index < installers.count {
        plan.installers[index].file = source
      } else {
        plan.cloudbaseInit?.installer = source
      }
    }
    return plan
  }
}
