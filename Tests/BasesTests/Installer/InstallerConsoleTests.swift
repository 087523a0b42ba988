import Pipeline
import Recipes
import Testing

@testable import Bases

@Suite struct InstallerConsoleTests {
  @Test(
    arguments: [
      (
        .preseed, "Detecting network hardware  ... 2%... 95%",
        .progress("Detecting network hardware 95%")
      ),
      (
        .preseed, "Detecting link on enp0s1; please wait...  ... 0%",
        .progress("Detecting link on enp0s1; please wait 0%")
      ),
      (
        .preseed, "Installing the base system  ... 10%... 20%... 30%",
        .progress("Installing the base system 30%")
      ),
      (.preseed, "Prompt: '?' for help, default=1> ", .question),
      (.preseed, "Prompt: '?' for help> ", .question),
      (.preseed, "[Press enter to continue]", .question),
      (.preseed, "umount: can't unmount /media: Invalid argument", nil),
      (.preseed, "[    8.7] random: 50% of it ... 3%", nil),
      (.kickstart, "Installing bash.x86_64 (12/400)", .progress("installing bash.x86_64 (12/400)")),
      (.kickstart, "Creating ext4 on /dev/vda1", .progress("Creating ext4 on /dev/vda1")),
      (
        .kickstart, "The installation cannot continue and the system will be rebooted",
        .failure("The installation cannot continue and the system will be rebooted")
      ),
      (.kickstart, "Please respond 'yes' or 'no': ", .question),
      (.kickstart, "[   12.1] systemd[1]: Creating nothing", nil),
      (
        .autoinstall, "[  99.1] cloud-init[9]: start: subiquity/Install/install: Installing system",
        .progress("Installing system")
      ),
      (
        .autoinstall, "start: subiquity/Early/apply_autoinstall_config:",
        .progress("Early/apply_autoinstall_config")
      ),
      (.autoinstall, "Continue with autoinstall? (yes|no)", .question),
      (.autoinstall, "finish: subiquity/Install/install: SUCCESS", nil),
      (.autounattend, "BdsDxe: starting Boot0001", nil),
    ] as [(InstallerBase.AnswerKind, String, InstallerMachine.Sign?)])
  func linesHaveAMeaning(
    kind: InstallerBase.AnswerKind, line: String, sign: InstallerMachine.Sign?
  ) {
    #expect(InstallerConsole.sign(of: line, kind) == sign)
  }
}
