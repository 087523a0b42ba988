import BuildFoundation

extension FirstBootPlan.Script {
  /// The file of a script, with the lines and the encoding that its language reads.
  ///
  /// cmd.exe reads the code page of the system, which nobody knows here: its scripts have to be ASCII.
  /// Windows PowerShell reads UTF-8 where a byte order mark says so.
  func file(in folder: WindowsPath, number: Int) throws -> WindowsFile {
    let body = BatchText.lines(text.hasPrefix("\u{feff}") ? String(text.dropFirst()) : text)
    switch language {
    case .cmd:
      guard body.unicodeScalars.allSatisfy({ $0.isASCII && $0 != "\0" }) else {
        throw BuildError(
          .recipe,
          "preparing the first boot: the script \(name) has characters beside ASCII, which cmd.exe"
            + " reads differently in each language of Windows",
          hint: "write it in PowerShell, which reads UTF-8")
      }
      return WindowsFile(folder.appending("script-\(number).cmd"), text: body)
    case .powershell:
      let mark = body.utf8.allSatisfy { $0 < 0x80 } ? "" : "\u{feff}"
      return WindowsFile(folder.appending("script-\(number).ps1"), text: mark + body)
    }
  }
}
