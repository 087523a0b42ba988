/// The components that generated answer files have settings for, by their names in Windows.
enum SetupComponent: String {
  case deployment = "Microsoft-Windows-Deployment"
  case firewall = "Networking-MPSSVC-Svc"
  case international = "Microsoft-Windows-International-Core"
  case internationalWinPE = "Microsoft-Windows-International-Core-WinPE"
  case licensing = "Microsoft-Windows-Security-SPP"
  case licensingUI = "Microsoft-Windows-Security-SPP-UX"
  case pnp = "Microsoft-Windows-PnpCustomizationsNonWinPE"
  case pnpSysprep = "Microsoft-Windows-PnpSysprep"
  case pnpWinPE = "Microsoft-Windows-PnpCustomizationsWinPE"
  case remoteDesktop = "Microsoft-Windows-TerminalServices-LocalSessionManager"
  case remoteDesktopAccess = "Microsoft-Windows-TerminalServices-RDP-WinStationExtensions"
  case setup = "Microsoft-Windows-Setup"
  case shellSetup = "Microsoft-Windows-Shell-Setup"
}
