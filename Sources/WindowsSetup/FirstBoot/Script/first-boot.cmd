@echo off
rem What imgbuild has this Windows do at its first boot. It removes itself when it is done.
rem %1 is what started it: setup (SetupComplete.cmd) or service.
setlocal EnableExtensions DisableDelayedExpansion
set "carrier=%~1"
set "home=%SystemRoot%\imgbuild"
set "folder=%home%\first-boot"
set "state=%folder%\state"
set "log=%home%\first-boot.log"
set "system=%SystemRoot%\System32"
set "drivers=%SystemRoot%\Drivers\VirtIO"
set "hooks=%SystemRoot%\Setup\Scripts"
set "service=@SERVICE@"
set "serial=@SERIAL@"
set "total=@TOTAL@"
set "limit=@LIMIT@"
set "restarts=@RESTARTS@"
set "off=@OFF@"
set "restart=no"
set "status=0"
cd /d "%system%"
if not exist "%state%" mkdir "%state%"
"%system%\mode.com" %serial%: baud=115200 parity=n data=8 stop=1 to=off xon=off odsr=off octs=off dtr=on rts=on idsr=off >nul 2>&1

rem Everybody may write what was put onto the disk offline, and this runs as the system.
@SECURE@
if "%carrier%"=="setup" goto count
set "waits=0"
:wait
"%system%\reg.exe" query HKLM\SYSTEM\Setup /v SystemSetupInProgress 2>nul | "%system%\find.exe" "0x1" >nul
if errorlevel 1 goto count
set /a waits+=1
if %waits% geq @WAITS@ goto early
"%system%\ping.exe" -n 11 127.0.0.1 >nul
goto wait
:early
set "text=Windows Setup is still at work, so the next boot tries again"
call :say
exit /b 0

rem One file for each attempt: where none can be made, nothing is done, so that nothing is done forever.
:count
set "attempt=1"
:counting
if not exist "%state%\attempt-%attempt%" goto counted
set /a attempt+=1
if %attempt% gtr %limit% goto used_up
goto counting
:used_up
set "text=gave up: the machine went down in the last of %limit% attempts"
goto gave_up
:counted
type nul >"%state%\attempt-%attempt%"
if exist "%state%\attempt-%attempt%" goto start
set "text=gave up: attempts cannot be counted in %state%"
goto gave_up

:start
set "text=attempt %attempt% of %limit%, %total% steps, started by %carrier%"
call :say
@STEPS@
@FINISH@
:done
set "text=done"
if exist "%state%\*.tolerated" set "text=done, without steps that failed and are not needed"
call :say
goto remove

:stopped
if %attempt% geq %limit% goto out_of_attempts
set "text=attempt %attempt% of %limit% stopped at step %step%, so the next boot tries again"
call :say
set "status=1"
if "%carrier%"=="setup" call :register
if "%carrier%%restarts%"=="serviceyes" "%system%\shutdown.exe" /r /t 5
rem Who waits for the machine to be turned off starts it no second time.
if "%carrier%%off%"=="setupyes" "%system%\sc.exe" start %service% >>"%log%" 2>&1
exit /b 1
:out_of_attempts
set "text=gave up at step %step%, %title%, after %limit% attempts"
:gave_up
call :say
set "status=1"
goto remove

rem Leaves to a service what cannot be done before Windows Setup has ended.
:hand_over
set "text=the rest is done when Windows Setup has ended"
call :say
del /q "%state%\attempt-%attempt%"
call :register
"%system%\sc.exe" start %service% >>"%log%" 2>&1
exit /b 0

rem A restart that was asked for is no attempt that failed.
:restarting
del /q "%state%\attempt-%attempt%"
set "text=restarting for what was installed"
call :say
"%system%\shutdown.exe" /r /t 5
exit /b 0

rem The script goes with its folder: the rest of the line is read already.
:remove
call :unhook
"%system%\sc.exe" delete %service% >>"%log%" 2>&1
set "after=cd ."
if "%status%%carrier%%restarts%%restart%"=="0serviceyesyes" set "after=%system%\shutdown.exe /r /t 5"
if "%status%"=="0" if exist "%state%\generalized" set "after=%system%\shutdown.exe /s /t 5"
if "%off%"=="yes" set "after=%system%\shutdown.exe /s /t 5"
cd /d "%home%"
rd /s /q "%folder%" & %after% & exit /b %status%

rem Says %text% in the log and on the serial console.
:say
>>"%log%" echo %date% %time% %text%
(>%serial% echo imgbuild-first-boot: %text%) 2>nul
exit /b 0

rem Fails for a step that was done at an earlier boot.
:begin
if exist "%state%\%step%.done" exit /b 1
set "text=step %step% of %total%: %title%"
call :say
exit /b 0

rem Judges %code%: fails where nothing may follow.
:end
set "result=failed"
for %%c in (%accepted%) do if "%code%"=="%%c" set "result=ok"
if "%code%"=="3010" set "restart=yes"
if "%code%"=="1641" set "restart=yes"
if "%result%"=="ok" goto end_ok
if "%critical%"=="no" goto end_tolerated
set "text=step %step% of %total%: %title%: failed with %code%"
call :say
exit /b 1
:end_tolerated
set "text=step %step% of %total%: %title%: failed with %code%, going on without it"
call :say
type nul >"%state%\%step%.tolerated"
type nul >"%state%\%step%.done"
exit /b 0
:end_ok
set "text=step %step% of %total%: %title%: ok"
if not "%code%"=="0" set "text=%text%, status %code%"
call :say
type nul >"%state%\%step%.done"
exit /b 0

rem Sets %again% to yes where the step may have the machine restarted once more: %1 times at most.
:round
set "again=no"
if not "%carrier%%restarts%"=="serviceyes" exit /b 0
set "round=1"
:rounds
if not exist "%state%\%step%-round-%round%" goto next_round
set /a round+=1
if %round% gtr %~1 exit /b 0
goto rounds
:next_round
type nul >"%state%\%step%-round-%round%"
if exist "%state%\%step%-round-%round%" set "again=yes"
exit /b 0

rem Says the last lines of a log of sysprep on the serial console; they may have any character in them.
:tail
if not exist "%~1" exit /b 0
set "lines=0"
for /f "delims=" %%l in ('type "%~1"') do set /a lines+=1 >nul
set /a lines-=5
set "skip="
if %lines% gtr 0 set "skip=skip=%lines% "
for /f "%skip%delims=" %%l in ('type "%~1"') do (>%serial% echo imgbuild-first-boot: sysprep: %%l) 2>nul
exit /b 0

rem Has the next boot go on, where SetupComplete.cmd started this one: Windows starts that only once.
:register
call :unhook
"%system%\sc.exe" create %service% binPath= "@COMMAND@" type= own start= auto error= ignore depend= @DEPENDS@ DisplayName= "@DISPLAY@" >>"%log%" 2>&1
exit /b 0

rem Takes itself out of SetupComplete.cmd, and puts back what was there.
:unhook
if exist "%state%\unhooked" exit /b 0
type nul >"%state%\unhooked"
@UNHOOK@
exit /b 0
