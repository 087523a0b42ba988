# Searches, downloads and installs updates until there are no more, or a restart is wanted.
$ErrorActionPreference = 'Stop'
$categories = @('@CATEGORIES@'.Split(',') | Where-Object { $_ })
$excluding = @('@EXCLUDING@'.Split(',') | Where-Object { $_ })
$results = 'not started', 'in progress', 'installed', 'installed with errors', 'failed', 'aborted'

# The network may come late, and the service may be busy.
function Search-Updates($Searcher) {
  for ($try = 1; ; $try++) {
    try { return $Searcher.Search('@SEARCH@').Updates } catch {
      if ($try -ge 10) { throw }
      Start-Sleep -Seconds 30
    }
  }
}

function Test-Wanted($Update) {
  if ($Update.InstallationBehavior.CanRequestUserInput) { return $false }
  foreach ($article in $Update.KBArticleIDs) { if ($excluding -contains $article) { return $false } }
  if ($categories.Count -eq 0) { return $true }
  foreach ($category in $Update.Categories) {
    if ($categories -contains $category.CategoryID) { return $true }
  }
  return $false
}

try {
  if ((New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired) {
    Say 'a restart is pending for updates'
    exit 3010
  }
  $session = New-Object -ComObject Microsoft.Update.Session
  $session.ClientApplicationID = 'imgbuild'
  for ($pass = 1; $pass -le 5; $pass++) {
    $updates = New-Object -ComObject Microsoft.Update.UpdateColl
    foreach ($update in @(Search-Updates $session.CreateUpdateSearcher())) {
      if (-not (Test-Wanted $update)) { continue }
      if (-not $update.EulaAccepted) { $update.AcceptEula() }
      [void] $updates.Add($update)
    }
    if ($updates.Count -eq 0) {
      Say 'there are no more updates'
      exit 0
    }
    Say "downloading $($updates.Count) updates"
    $downloader = $session.CreateUpdateDownloader()
    $downloader.Updates = $updates
    [void] $downloader.Download()
    $ready = New-Object -ComObject Microsoft.Update.UpdateColl
    foreach ($update in $updates) {
      if ($update.IsDownloaded) { [void] $ready.Add($update) } else { Say "not downloaded: $($update.Title)" }
    }
    if ($ready.Count -eq 0) { exit 1 }
    Say "installing $($ready.Count) updates"
    $installer = $session.CreateUpdateInstaller()
    $installer.Updates = $ready
    $result = $installer.Install()
    $done = 0
    for ($index = 0; $index -lt $ready.Count; $index++) {
      $one = $result.GetUpdateResult($index)
      if ($one.ResultCode -eq 2 -or $one.ResultCode -eq 3) { $done++ }
      Say ('{0}: {1} (0x{2:x8})' -f $results[$one.ResultCode], $ready.Item($index).Title, $one.HResult)
    }
    if ($result.RebootRequired) { exit 3010 }
    if ($done -eq 0) { exit 1 }
  }
  exit 3010
} catch {
  Say "updates cannot be installed: $_"
  exit 1
}
