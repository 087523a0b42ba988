$ErrorActionPreference = 'Stop'
if ($env:COMPUTERNAME -eq '@NAME@') { exit 0 }
$status = (Get-WmiObject -Class Win32_ComputerSystem).Rename('@NAME@').ReturnValue
if ($status -ne 0) {
  Say "the computer cannot be renamed to @NAME@: status $status"
  exit 1
}
exit 3010
