extension CloudbaseInitSettings {
  /// The text of `cloudbase-init.conf`: ASCII, lines end with CR and LF.
  ///
  /// - Throws: `BuildError` (`recipe`) for settings that Windows or Cloudbase-Init would not take.
  public func serviceFile() throws -> String {
    try CloudbaseInitFile.text(serviceOptions())
  }

  /// The text of `cloudbase-init-unattend.conf`, for the run within Windows Setup.
  ///
  /// - Throws: as `serviceFile()`.
  public func setupFile() throws -> String {
    try CloudbaseInitFile.text(setupOptions())
  }

  /// The folder of the configuration files.
  public var configurationFolder: String { installFolder + #"\conf"# }

  /// The answer file for sysprep, which has Cloudbase-Init run in the specialize pass.
  ///
  /// It does what the installer's own does: keeps the devices' installations, asks nothing in the
  /// out-of-box experience, and restarts (1) or tries again (2) as Cloudbase-Init's status says.
  public func answerFile(architecture: WindowsArchitecture = .amd64) -> String {
    let program = installFolder + #"\Python\Scripts\cloudbase-init.exe"#
    let configuration = configurationFolder + #"\cloudbase-init-unattend.conf"#
    let command =
      #"cmd.exe /c ""\#(program)" --config-file "\#(configuration)" && exit 1 || exit 2""#
    let generalize = """
            <PersistAllDeviceInstalls>true</PersistAllDeviceInstalls>

      """
    let specialize = """
            <RunSynchronous>
              <RunSynchronousCommand wcm:action="add">
                <Order>1</Order>
                <Path>\(Self.escapedForXML(command))</Path>
                <Description>Run Cloudbase-Init</Description>
                <WillReboot>OnRequest</WillReboot>
              </RunSynchronousCommand>
            </RunSynchronous>

      """
    let oobe = """
            <OOBE>
              <HideEULAPage>true</HideEULAPage>
              <ProtectYourPC>1</ProtectYourPC>
              <SkipMachineOOBE>true</SkipMachineOOBE>
              <SkipUserOOBE>true</SkipUserOOBE>
            </OOBE>

      """
    let text =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <unattend xmlns="urn:schemas-microsoft-com:unattend" \
      xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">

      """
      + settings("generalize", "Microsoft-Windows-PnpSysprep", architecture, generalize)
      + settings("specialize", "Microsoft-Windows-Deployment", architecture, specialize)
      + settings("oobeSystem", "Microsoft-Windows-Shell-Setup", architecture, oobe)
      + "</unattend>\n"
    return text.replacing("\n", with: "\r\n")
  }

  private func settings(
    _ pass: String, _ component: String, _ architecture: WindowsArchitecture, _ content: String
  ) -> String {
    """
      <settings pass="\(pass)">
        <component name="\(component)" processorArchitecture="\(architecture.rawValue)" \
    publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
    \(content)    </component>
      </settings>

    """
  }

  private static func escapedForXML(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
