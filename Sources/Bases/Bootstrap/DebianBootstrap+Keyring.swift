import BuildFoundation
import Foundation
import Recipes

extension DebianBootstrap {
  private static let ubuntuKeyring = "/usr/share/keyrings/ubuntu-archive-keyring.gpg"
  private static let trustedFolder = "/etc/apt/trusted.gpg.d"

  /// Throws a `host` error when this host has no keys to check the distribution's packages with.
  ///
  /// Debian 12 has no package with those of Ubuntu.
  func checkKeyring() throws {
    guard base.distribution.value == .ubuntu, base.keyring == nil,
      !FileManager.default.fileExists(atPath: Self.ubuntuKeyring)
    else { return }
    let trusted = try? FileManager.default.contentsOfDirectory(atPath: Self.trustedFolder)
    if trusted?.contains(where: { $0.hasPrefix("ubuntu") }) ?? false { return }
    throw BuildError(
      .host, "reading the base: this host has no keys of Ubuntu's archive",
      hint: "install ubuntu-keyring where the distribution has it, or put "
        + "ubuntu-archive-keyring.gpg beside the recipe and name it as `keyring`")
  }
}
