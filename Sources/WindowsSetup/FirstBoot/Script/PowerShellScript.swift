/// What the first boot has PowerShell do, where cmd.exe has no way.
///
/// The scripts run in Windows PowerShell 2.0 and later, as the system.
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

  /// A script with what all of them begin with, and with values between the quotes of its texts.
  private static func text(_ script: [UInt8], _ values: [(name: String, value: String)]) -> String {
    let whole = PackageResources.say_ps1 + script
    return BatchText.lines(
      values.reduce(String(decoding: whole, as: UTF8.self)) { text, pair in
        text.replacing("@\(pair.name)@", with: pair.value.replacing("'", with: "''"))
      })
  }
}
