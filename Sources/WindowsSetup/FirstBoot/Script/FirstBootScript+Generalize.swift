extension FirstBootScript {
  /// Generalizes the Windows; what follows in the script says that all is done.
  ///
  /// sysprep's exit status is no proof; the state of the image is. So sysprep ends (`/quit`), the state is
  /// looked at, the script removes itself, and then the machine is turned off. Cloudbase-Init's service
  /// waits for `SetupComplete.cmd` of the instances, as its own `SetSetupComplete.cmd` has it.
  func generalize(with settings: CloudbaseInitSettings) throws -> [String] {
    let answerFile = try BatchText.quoted(
      "/unattend:\(settings.configurationFolder)\\Unattend.xml", for: "generalizing")
    let setup = #"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State"#
    let text = #"""

      if "%carrier%%restarts%%restart%"=="serviceyesyes" if not exist "%state%\restarted" goto restart_first
      if not "%carrier%"=="setup" goto generalize
      rem sysprep cannot run within Windows Setup: a service waits for the end of that.
      set "text=all but sysprep is done, which comes when Windows Setup has ended"
      call :say
      del /q "%state%\attempt-%attempt%"
      call :register
      "%system%\sc.exe" start %service% >>"%log%" 2>&1
      exit /b 0

      :generalize
      set "step=%total%"
      set "title=sysprep"
      set "text=step %step% of %total%: %title%"
      call :say
      "%system%\sc.exe" config cloudbase-init start= demand >>"%log%" 2>&1
      "%system%\find.exe" /i "cloudbase-init" "%hooks%\SetupComplete.cmd" >nul 2>&1
      if not errorlevel 1 goto prepared
      if not exist "%hooks%" mkdir "%hooks%"
      >>"%hooks%\SetupComplete.cmd" echo.
      >>"%hooks%\SetupComplete.cmd" echo sc config cloudbase-init start= auto ^&^& net start cloudbase-init
      :prepared
      start "" /wait "%system%\Sysprep\sysprep.exe" /generalize /oobe /quit /quiet \#(answerFile)
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
      if exist "%system%\Sysprep\Panther\setuperr.log" type "%system%\Sysprep\Panther\setuperr.log" >>"%log%"
      set "text=step %step% of %total%: %title%: failed with %code%, the reason is in the log"
      call :say
      goto stopped
      :generalized
      type nul >"%state%\generalized"

      """#
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
