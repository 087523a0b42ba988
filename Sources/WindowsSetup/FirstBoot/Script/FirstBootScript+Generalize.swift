extension FirstBootScript {
  /// Generalizes the Windows; what follows in the script says that all is done.
  ///
  /// sysprep's exit status is no proof; the state of the image is. So sysprep ends (`/quit`), the state is
  /// looked at, the script removes itself, and then the machine is turned off.
  func generalize() throws -> [String] {
    let setup = #"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State"#
    let text = #"""

      rem sysprep cannot run within Windows Setup.
      if "%carrier%"=="setup" goto hand_over
      set "step=%total%"
      set "title=sysprep"
      call :begin
      \#(PowerShellScript.command(for: FirstBootPlan.sysprepCheck)) <nul >>"%log%" 2>&1
      set "code=%errorlevel%"
      if "%code%"=="1001" goto no_rearm
      if "%restart%"=="yes" set "code=3010"
      set "again=no"
      if "%code%"=="3010" call :round 1
      if "%again%"=="yes" goto restarting
      if not "%code%"=="3010" goto generalize
      set "text=a restart is still pending, at which sysprep may fail"
      call :say
      goto generalize
      :no_rearm
      set "text=gave up: this Windows was rearmed as often as it may be, so sysprep cannot generalize it"
      goto gave_up

      :generalize
      \#(leaveToCloudbaseInit().joined(separator: "\n"))
      start "" /wait "%system%\Sysprep\sysprep.exe" /generalize /oobe /quit /quiet \#(try answerFile())
      set "code=%errorlevel%"
      set "waits=0"
      :generalizing
      "%system%\reg.exe" query \#(setup) /v ImageState 2>nul | "%system%\find.exe" "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE" >nul
      if not errorlevel 1 goto generalized
      if not "%code%"=="0" goto not_generalized
      set /a waits+=1
      if %waits% geq 60 goto not_generalized
      "%system%\ping.exe" -n 11 127.0.0.1 >nul
      goto generalizing
      :not_generalized
      set "errors=%system%\Sysprep\Panther\setuperr.log"
      if exist "%errors%" type "%errors%" >>"%log%"
      call :tail "%errors%"
      "%system%\find.exe" "0x80073cf2" "%errors%" >nul 2>&1
      if errorlevel 1 goto reason_said
      set "text=0x80073cf2 is an app that is installed for a user and not provisioned: remove it for all users"
      call :say
      :reason_said
      set "text=step %step% of %total%: %title%: failed with %code%, the reason is in the log"
      call :say
      goto stopped
      :generalized
      type nul >"%state%\generalized"

      """#
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func answerFile() throws -> String {
    guard let settings = plan.cloudbaseInit?.settings else {
      return #""/unattend:\#(FirstBootPlan.answerFile.inScripts)""#
    }
    return try BatchText.quoted(
      "/unattend:\(settings.configurationFolder)\\Unattend.xml", for: "generalizing")
  }

  /// Cloudbase-Init's service waits for `SetupComplete.cmd` of the instances, as its own
  /// `SetSetupComplete.cmd` has it.
  private func leaveToCloudbaseInit() -> [String] {
    guard plan.instanceSetup != nil else { return [] }
    return [
      #""%system%\sc.exe" config cloudbase-init start= demand >>"%log%" 2>&1"#,
      #""%system%\find.exe" /i "cloudbase-init" "%hooks%\SetupComplete.cmd" >nul 2>&1"#,
      "if not errorlevel 1 goto prepared",
      #"if not exist "%hooks%" mkdir "%hooks%""#,
      #">>"%hooks%\SetupComplete.cmd" echo."#,
      #">>"%hooks%\SetupComplete.cmd" echo sc config cloudbase-init start= auto ^&^& net start cloudbase-init"#,
      ":prepared",
    ]
  }
}
