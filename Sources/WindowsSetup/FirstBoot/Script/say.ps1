# Says a line in the log, which is where the output goes, and on the serial console.
function Say([string] $Text) {
  Write-Output $Text
  try {
    $port = New-Object System.IO.Ports.SerialPort '@SERIAL@', 115200
    $port.WriteTimeout = 5000
    $port.Open()
    $port.Write("imgbuild-first-boot: $Text`r`n")
    $port.Close()
  } catch { }
}

