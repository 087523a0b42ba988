# What sysprep is known to fail at. What cannot be found out is no reason to stop.
$ErrorActionPreference = 'Stop'
try {
  $licence = Get-WmiObject -Class SoftwareLicensingService
  Say "this Windows may be rearmed $($licence.RemainingWindowsReArmCount) more times"
  if ($licence.RemainingWindowsReArmCount -eq 0) { exit 1001 }
} catch { Say "the rearm count cannot be read: $_" }

try {
  if (Get-Command Get-AppxPackage -ErrorAction SilentlyContinue) {
    $provisioned = @(Get-AppxProvisionedPackage -Online | ForEach-Object { $_.DisplayName })
    Get-AppxPackage -AllUsers | Where-Object {
      -not $_.IsFramework -and -not $_.NonRemovable -and "$($_.SignatureKind)" -ne 'System' -and
      $provisioned -notcontains $_.Name -and "$($_.PackageUserInformation)" -match 'Installed'
    } | ForEach-Object {
      Say "an app is installed for a user and not provisioned, which sysprep refuses: $($_.PackageFullName)"
    }
  }
} catch { Say "apps cannot be listed: $_" }

$current = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion'
$pending = @(
  "$current\Component Based Servicing\RebootPending"
  "$current\WindowsUpdate\Auto Update\RebootRequired"
) | Where-Object { Test-Path $_ }
if ($pending) {
  Say "a restart is pending: $pending"
  exit 3010
}
exit 0
