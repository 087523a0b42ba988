import Pipeline
import Recipes
import WindowsSetup

/// What the lines that installers print mean.
///
/// Read from the outputs of debian-installer's text front end (cdebconf), of Anaconda's command line
/// mode, and of Subiquity on a serial port; Windows Setup prints nothing by itself.
enum InstallerConsole {
  /// The meaning of a line, or of the beginning of one; nil for all that say nothing to a reader.
  static func sign(of line: String, _ kind: InstallerBase.AnswerKind) -> InstallerMachine.Sign? {
    switch kind {
    case .preseed: debianInstaller(line)
    case .kickstart: anaconda(line)
    case .autoinstall: subiquity(line)
    case .autounattend: windows(line)
    }
  }

  /// What imgbuild's answer files, and other ones that want to, have Windows Setup print.
  static func windows(_ line: String) -> InstallerMachine.Sign? {
    // Firmware may have left spaces before it.
    let line = line.drop(while: \.isWhitespace)
    guard line.hasPrefix(InstallationScript.mark) else { return nil }
    let text = line.dropFirst(InstallationScript.mark.count)
    if text.hasPrefix(InstallationScript.success) { return .done(String(text)) }
    guard text.hasPrefix(InstallationScript.failure) else { return .progress(String(text)) }
    return .failure(String(text.dropFirst(InstallationScript.failure.count)))
  }

  private static func debianInstaller(_ line: String) -> InstallerMachine.Sign? {
    // What cdebconf ends every question with, and every message that must be confirmed.
    if line.contains("Prompt: '?' for help") || line.contains("[Press enter to continue]") {
      return .question
    }
    // `Installing the base system  ... 10%... 20%`: one line that grows.
    guard let match = line.firstMatch(of: /^([A-Z][^%]*?)(?:\.\.\.)? +\.\.\. ([0-9]+)%/) else {
      return nil
    }
    let last = line.matches(of: /([0-9]+)%/).last?.1 ?? match.2
    return .progress("\(match.1) \(last)%")
  }

  private static func anaconda(_ line: String) -> InstallerMachine.Sign? {
    if line.hasPrefix("The installation cannot continue")
      || line.contains("The installer will now terminate")
      || line.hasPrefix("The installation was stopped due to")
    {
      return .failure(line)
    }
    // The command line mode has no spokes to visit: this is where it gives up.
    if line.contains("Please respond '") || line.hasPrefix("Please make a selection from the above")
    {
      return .question
    }
    if let match = line.firstMatch(of: /^Installing (\S+) \(([0-9]+)\/([0-9]+)\)/) {
      return .progress("installing \(match.1) (\(match.2)/\(match.3))")
    }
    let begins = [
      "Starting installer", "Starting automated install", "Setting up the installation",
      "Creating ", "Running pre-installation", "Starting package installation", "Downloading",
      "Preparing transaction", "Installing ", "Configuring ", "Performing post-installation",
      "Running post-installation", "Installing boot loader", "Generating initramfs", "Storing ",
    ]
    return begins.contains(where: line.hasPrefix) ? .progress(line) : nil
  }

  private static func subiquity(_ line: String) -> InstallerMachine.Sign? {
    if line.contains("Continue with autoinstall? (yes|no)") { return .question }
    if line.contains("An error occurred. Press enter to start a shell") {
      return .failure("Subiquity: \(line)")
    }
    // `[  99.1] cloud-init[9]: start: subiquity/Install/install/curtin_install: text`.
    guard let match = line.firstMatch(of: /start: subiquity\/(\S+?): *(.*)$/) else { return nil }
    return .progress(match.2.isEmpty ? String(match.1) : String(match.2))
  }
}
