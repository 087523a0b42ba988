import BuildFoundation
import ImageProperties

/// The firmware that started the guest is the one that the properties ask for, by what its kernel says.
struct FirmwareCheck: VerificationCheck {
  let hardware: NovaHardware

  private var expected: String {
    hardware.hasSecureBoot ? "UEFI with Secure Boot" : hardware.usesUEFI ? "UEFI" : "BIOS"
  }

  var title: String { "it was started by \(expected)" }

  /// The fifth byte of the variable is its value; four of attributes come before (kernel,
  /// Documentation/filesystems/efivarfs.rst).
  private static let script = """
    test -d /sys/firmware/efi || { echo BIOS; exit; }
    value=$(od -An -tu1 -j4 -N1 /sys/firmware/efi/efivars/SecureBoot-* 2>/dev/null | tr -d ' ')
    if [ "$value" = 1 ]; then echo UEFI with Secure Boot; else echo UEFI; fi
    """

  func failure(in guest: any BootedGuest) async throws -> String? {
    let tail = OutputTail()
    _ = try await guest.run(.shell(Self.script, limit: .seconds(60))) { tail.append($0) }
    let found = tail.lines.last ?? "nothing that its kernel knows"
    return found == expected ? nil : "it was started by \(found)"
  }
}
