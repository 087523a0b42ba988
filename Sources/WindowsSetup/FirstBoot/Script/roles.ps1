$ErrorActionPreference = 'Stop'
try {
  Import-Module ServerManager
  $result = Install-WindowsFeature -Name '@NAMES@'.Split(',')
} catch {
  Say "roles cannot be installed: $_"
  exit 1
}
if (-not $result.Success) { exit 1 }
if ("$($result.RestartNeeded)" -ne 'No') { exit 3010 }
exit 0
