import BuildFoundation

extension FirstBootStep {
  /// The firewall's group of rules for Remote Desktop, in every language: "Group (FirewallGroup)".
  private static let remoteDesktop = "@FirewallAPI.dll,-28752"
  private static let setting = "setting up Windows at the first boot"

  static func timeZone(_ name: String) throws -> Self {
    let zone = try BatchText.quoted(name, for: setting)
    return Self(
      title: "time zone \(BatchText.plain(name))",
      lines: [#""%system%\tzutil.exe" /s \#(zone) >>"%log%" 2>&1"#], accepted: [0],
      isCritical: true)
  }

  /// Locale and keyboard, by a file for the control panel, which has no status: what comes to be is looked at.
  static func region(_ settings: FirstBootPlan.Settings, file: WindowsPath) -> Self {
    let locale = settings.locale.map {
      (key: #"HKU\.DEFAULT\Control Panel\International"#, name: "LocaleName", value: $0)
    }
    // Layouts of languages that have several are there by number alone.
    let keyboard = settings.keyboard.map {
      (key: #"HKU\.DEFAULT\Keyboard Layout\Preload"#, name: "1", value: String($0.suffix(4)))
    }
    let checks = [locale, keyboard].compactMap { $0 }.flatMap { check in
      [
        #""%system%\reg.exe" query "\#(check.key)" /v \#(check.name) 2>nul | "#
          + #""%system%\find.exe" "\#(check.value)" >nul"#,
        #"if errorlevel 1 set "code=1""#,
      ]
    }
    return Self(
      title: "locale and keyboard",
      lines: [
        #"start "" "%system%\control.exe" intl.cpl,,/f:"\#(file.inScripts)""#,
        #"set "waits=0""#,
        ":region",
        #""%system%\ping.exe" -n 4 127.0.0.1 >nul"#,
        #"set "code=0""#,
      ] + checks + [
        #"if "%code%"=="0" goto region_set"#,
        "set /a waits+=1",
        "if %waits% lss 20 goto region",
        ":region_set",
      ], accepted: [0], isCritical: true)
  }

  static func remoteDesktop(isLetIn: Bool) -> Self {
    Self(
      title: "firewall for Remote Desktop",
      lines: [
        #""%system%\netsh.exe" advfirewall firewall set rule group="\#(remoteDesktop)" "#
          + #"new enable=\#(isLetIn ? "yes" : "no") >>"%log%" 2>&1"#
      ], accepted: [0], isCritical: true)
  }

  static func port(_ port: FirewallPort) -> Self {
    let transport = port.transport.rawValue.uppercased()
    return Self(
      title: "firewall for \(transport) \(port.range)",
      lines: [
        #""%system%\netsh.exe" advfirewall firewall add rule name="\#(transport) \#(port.range)" "#
          + "dir=in action=allow protocol=\(transport) localport=\(port.range)"
          + #" >>"%log%" 2>&1"#
      ], accepted: [0], isCritical: true)
  }

  /// The key is kept out of the log, which stays.
  static func productKey(_ key: String) -> Self {
    Self(
      title: "product key",
      lines: [
        #""%system%\cscript.exe" //nologo //b "%system%\slmgr.vbs" /ipk \#(key) >nul 2>&1"#
      ], accepted: [0], isCritical: true)
  }

  static func computerName(file: WindowsPath) -> Self {
    Self(
      title: "computer name",
      lines: [PowerShellScript.command(for: file) + #" <nul >>"%log%" 2>&1"#], accepted: done,
      isCritical: true)
  }
}
