@echo off
rem What imgbuild has the administrator of a Windows do that Windows Setup has just installed. Turns the machine off at its end.
setlocal EnableExtensions DisableDelayedExpansion
set "disc=%~dp0"
set "home=%SystemRoot%\imgbuild"
set "log=%home%\setup.log"
set "system=%SystemRoot%\System32"
cd /d "%system%"
if not exist "%home%" mkdir "%home%"
set "text=Windows runs"
call :say
@STEPS@
set "text=@SUCCESS@, turning Windows off"
call :say
"%system%\shutdown.exe" /s /f /t 3
exit /b 0

rem Says %text% in the log and on the serial console.
:say
>>"%log%" echo %date% %time% %text%
(>@SERIAL@ echo imgbuild-setup: %text%) 2>nul
exit /b 0

rem Judges %code% of %title%: 3010 and 1641 are success that wants a restart, which the image gets anyway.
:judge
for %%c in (0 3010 1641) do if "%code%"=="%%c" exit /b 0
set "text=failed: %title% ended with %code%"
call :say
exit /b 1
