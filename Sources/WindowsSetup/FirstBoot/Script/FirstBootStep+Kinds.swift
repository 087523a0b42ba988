import BuildFoundation

extension FirstBootStep {
  /// 0, and what says that it worked and a restart is wanted (`ERROR_SUCCESS_REBOOT_REQUIRED`).
  static let done = [0, 3010]

  /// Adds a driver package to the driver store, and installs it for the devices that are there.
  ///
  /// 259 (`ERROR_NO_MORE_ITEMS`) says that no such device is there, or that it has a newer driver.
  static func driver(_ driver: FirstBootPlan.Driver, windowsBuild: Int) throws -> Self {
    let name = try BatchText.quoted(driver.name, for: "adding the driver \(driver.name)")
      .dropFirst()
    // Windows 10 1607 is the first with /add-driver.
    let (before, after) = windowsBuild >= 14393 ? ("/add-driver", " /install") : ("-i -a", "")
    return Self(
      title: "driver \(BatchText.plain(driver.name))",
      lines: [
        #""%system%\pnputil.exe" \#(before) "%drivers%\\#(name)\#(after) >>"%log%" 2>&1"#
      ],
      accepted: [0, 259, 3010], isCritical: driver.isCritical)
  }

  /// Installs a package, and waits while Windows Installer is at work on another (1618).
  static func installer(
    _ installer: FirstBootPlan.Installer, file: WindowsPath, number: Int
  ) throws -> Self {
    let purpose = "installing \(installer.name) at the first boot"
    let properties = try installer.properties.map {
      " \(try propertyName($0.name, purpose))=\(try BatchText.quoted($0.value, for: purpose))"
    }
    let title = BatchText.plain(installer.name)
    let log = #"%home%\msi-\#(title.replacing(" ", with: "-")).log"#
    return Self(
      title: "installer \(title)",
      lines: [
        #"set "waits=0""#,
        ":install_\(number)",
        #"start "" /wait "%system%\msiexec.exe" /i "\#(file.inScripts)" /qn /norestart "#
          + #"/l*v "\#(log)"\#(properties.joined())"#,
        #"set "code=%errorlevel%""#,
        #"set /a waits+=1"#,
        #"if not "%code%"=="1618" goto installed_\#(number)"#,
        #"if %waits% geq 20 goto installed_\#(number)"#,
        #""%system%\ping.exe" -n 16 127.0.0.1 >nul"#,
        "goto install_\(number)",
        ":installed_\(number)",
      ],
      accepted: [0, 1641, 3010], isCritical: installer.isCritical)
  }

  /// Copies files to where they belong, and stops at the first that cannot be copied.
  static func copies(_ files: [(from: WindowsPath, to: String)], title: String) throws -> Self {
    let lines = try files.flatMap { file in
      let target = try BatchText.quoted(file.to, for: "setting up Cloudbase-Init")
      return [
        #"if "%code%"=="0" copy /y "\#(file.from.inScripts)" \#(target) >>"%log%" 2>&1"#,
        #"if errorlevel 1 set "code=1""#,
      ]
    }
    return Self(
      title: title, lines: [#"set "code=0""#] + lines, accepted: [0], isCritical: true)
  }

  /// Runs a script in a process of its own, so that its `exit` ends nothing else.
  static func script(_ script: FirstBootPlan.Script, file: WindowsPath) -> Self {
    let program =
      switch script.language {
      case .cmd: #""%system%\cmd.exe" /d /c \#(file.inScripts)"#
      case .powershell: PowerShellScript.command(for: file)
      }
    return Self(
      title: "script \(BatchText.plain(script.name))",
      lines: [program + #" <nul >>"%log%" 2>&1"#], accepted: done, isCritical: script.isCritical)
  }

  private static func propertyName(_ name: String, _ purpose: String) throws -> String {
    guard name.wholeMatch(of: /[A-Z_][A-Z0-9_.]*/) != nil else {
      throw BuildError(
        .recipe, "\(purpose): \(name) is no public property of a Windows Installer package",
        hint: "public properties have capital letters, digits, dots and underscores")
    }
    return name
  }
}
