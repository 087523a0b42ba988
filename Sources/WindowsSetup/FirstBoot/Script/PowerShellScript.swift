/// What the first boot has PowerShell do, where cmd.exe has no way.
///
/// The scripts run in Windows PowerShell, as the system; those of roles want Windows 2012, others 2008 R2.
enum PowerShellScript {
  /// The command line that runs a script.
  static func command(for file: WindowsPath) -> String {
    #""%system%\WindowsPowerShell\v1.0\powershell.exe" -NoLogo -NoProfile -NonInteractive "#
      + #"-ExecutionPolicy Bypass -File "\#(file.inScripts)""#
  }

  /// Looks for what sysprep is known to fail at.
  ///
  /// Status 0 says that sysprep may run, 3010 that a restart is pending, 1001 that no rearm is left.
  static func sysprepCheck(serialPort: String) -> String {
    text(PackageResources.sysprep_check_ps1, [("SERIAL", serialPort)])
  }

  /// Renames the computer; 3010 says that the name counts from the next start on.
  static func computerName(_ name: String, serialPort: String) -> String {
    text(PackageResources.computer_name_ps1, [("SERIAL", serialPort), ("NAME", name)])
  }

  /// Installs roles of a server; 3010 asks for a restart.
  static func roles(_ names: [String], serialPort: String) -> String {
    text(
      PackageResources.roles_ps1,
      [("SERIAL", serialPort), ("NAMES", names.joined(separator: ","))])
  }

  /// Installs updates.
  ///
  /// Status 0 says that there are no more, 3010 that it wants to go on after a restart, 1 that none of those which
  /// are left could be installed, or that they could not be searched for.
  static func updates(_ updates: FirstBootPlan.Updates, serialPort: String) -> String {
    text(
      PackageResources.updates_ps1,
      [
        ("SERIAL", serialPort), ("SEARCH", updates.search),
        ("CATEGORIES", updates.categories.map(\.number).joined(separator: ",")),
        ("EXCLUDING", updates.excluding.map(String.init).joined(separator: ",")),
      ])
  }

  /// A script with what all of them begin with, and with values between the quotes of its texts.
  private static func text(_ script: [UInt8], _ values: [(name: String, value: String)]) -> String {
    let whole = PackageResources.say_ps1 + script
    return BatchText.lines(
      values.reduce(String(decoding: whole, as: UTF8.self)) { text, pair in
        text.replacing("@\(pair.name)@", with: pair.value.replacing("'", with: "''"))
      })
  }
}
