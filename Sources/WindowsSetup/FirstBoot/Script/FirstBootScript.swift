import BuildFoundation

/// The batch file of the first boot: the template, with the steps of a plan.
struct FirstBootScript {
  let plan: FirstBootPlan
  let steps: [FirstBootStep]
  let service: WindowsService

  /// How many steps the log counts.
  var total: Int { steps.count + (plan.generalizes ? 1 : 0) }

  func text() throws -> String {
    let values: [(name: String, value: String)] = [
      ("STEPS", stepLines().joined(separator: "\n")),
      ("FINISH", try finish().joined(separator: "\n")),
      ("UNHOOK", unhook),
      ("SECURE", secure.joined(separator: "\n")),
      ("SERVICE", service.name),
      ("SERIAL", plan.serialPort),
      ("TOTAL", String(total)),
      ("LIMIT", String(plan.attempts)),
      ("RESTARTS", plan.mayRestart ? "yes" : "no"),
      ("OFF", plan.powersOff ? "yes" : "no"),
      // Twenty minutes, at ten seconds each.
      ("WAITS", "120"),
      ("COMMAND", service.command),
      ("DEPENDS", service.dependsOn.joined(separator: "/")),
      ("DISPLAY", service.displayName),
    ]
    var text = String(decoding: PackageResources.first_boot_cmd, as: UTF8.self)
    for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
    return BatchText.lines(text)
  }

  /// Each step is a label, so that one that is done, or fails and is not needed, leads to the next.
  private func stepLines() -> [String] {
    steps.enumerated().flatMap { lines(of: $1, number: $0 + 1) }
      + ["", ":step_\(steps.count + 1)"]
  }

  private func lines(of step: FirstBootStep, number: Int) -> [String] {
    var lines = [
      "",
      ":step_\(number)",
      #"set "step=\#(number)""#,
      #"set "title=\#(step.title)""#,
      #"set "accepted=\#(step.accepted.map(String.init).joined(separator: " "))""#,
      #"set "critical=\#(step.isCritical ? "yes" : "no")""#,
      "call :begin",
      "if errorlevel 1 goto step_\(number + 1)",
    ]
    // What restarts the machine cannot be done within Windows Setup.
    if step.restarts > 0 { lines.append(#"if "%carrier%"=="setup" goto hand_over"#) }
    lines += step.lines
    if !step.lines.contains(where: { $0.hasPrefix(#"set "code="#) }) {
      lines.append(#"set "code=%errorlevel%""#)
    }
    if step.restarts > 0 { lines += Self.restart(step.restarts) }
    return lines + ["call :end", "if errorlevel 1 goto stopped"]
  }

  /// Restarts for a step that goes on afterwards, and says when that was often enough.
  private static func restart(_ times: Int) -> [String] {
    [
      #"set "again=no""#,
      #"if "%code%"=="3010" call :round \#(times)"#,
      #"if "%again%"=="yes" goto restarting"#,
      #"set "text=step %step% of %total%: %title%: not done after \#(times) restarts, going on""#,
      #"if "%code%"=="3010" call :say"#,
    ]
  }

  private var secure: [String] {
    let folders = [WindowsPath("imgbuild"), WindowsPath("Drivers"), WindowsPath(#"Setup\Scripts"#)]
    return (folders + plan.securedPaths).map {
      let path = $0.inScripts
      return #"if exist "\#(path)" "%system%\icacls.exe" "\#(path)" /reset /t /c /q >nul 2>&1"#
    }
  }

  private var unhook: String {
    switch (plan.carrier, plan.hasSetupComplete) {
    case (.service, _): "rem A service started this: there is nothing to take out."
    case (.setupComplete, false): #"del /q "%hooks%\SetupComplete.cmd""#
    case (.setupComplete, true):
      #"move /y "%hooks%\\#(FirstBootPlan.keptSetupComplete.name)" "%hooks%\SetupComplete.cmd" >nul"#
    }
  }

  private func finish() throws -> [String] {
    if plan.generalizes { return try generalize() }
    if plan.powersOff { return turnOff }
    return plan.cloudbaseInit?.starts == true
      // Where the machine restarts at the end, it starts with that.
      ? [
        #"if not "%carrier%%restarts%%restart%"=="serviceyesyes" "#
          + #""%system%\sc.exe" start cloudbase-init >>"%log%" 2>&1"#
      ] : []
  }

  /// A machine that is turned off at the end has nothing left to do at its next start.
  private var turnOff: [String] {
    [
      #"if "%carrier%"=="setup" goto hand_over"#,
      #"set "step=end""#,
      #"set "again=no""#,
      #"if "%restart%"=="yes" call :round 1"#,
      #"if "%again%"=="yes" goto restarting"#,
    ]
  }
}
