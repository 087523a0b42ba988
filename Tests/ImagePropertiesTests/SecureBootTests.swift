import BuildFoundation
import ImageProperties
import Testing

@Suite("Readiness for Secure Boot")
struct SecureBootTests {
  private static let microsoft = "Microsoft Corporation UEFI CA 2011"

  private static func facts(
    _ programs: [EFIProgram]?, kernel issuers: [String]? = ["Debian Secure Boot CA"],
    uefi: Bool = true
  ) -> DiskFacts {
    var facts = DiskFacts.debian(boot: BootSupport(bios: true, uefi: uefi, programs: programs))
    facts.kernels[0].issuers = issuers
    return facts
  }

  private static func loader(_ issuers: [String]?) -> EFIProgram {
    EFIProgram(path: "EFI/BOOT/BOOTX64.EFI", issuers: issuers)
  }

  private static func grub(_ issuers: [String]?) -> EFIProgram {
    EFIProgram(path: "EFI/BOOT/grubx64.efi", issuers: issuers)
  }

  @Test("everything from the loader to the kernel must be signed, the loader by Microsoft")
  func chain() {
    let signed = [Self.loader([Self.microsoft]), Self.grub(["Debian Secure Boot CA"])]
    #expect(Self.facts(signed).secureBootObstacles == [])
    #expect(
      Self.facts([Self.loader([]), Self.grub([])], kernel: []).secureBootObstacles == [
        "the EFI program EFI/BOOT/BOOTX64.EFI is not signed",
        "the EFI program EFI/BOOT/grubx64.efi is not signed",
        "kernel 6.1.0-40-cloud-amd64 is not signed",
      ])
    let own = Self.facts([Self.loader(["Our own CA"])]).secureBootObstacles
    #expect(own?.count == 1 && own?[0].contains("signed by Our own CA") == true)
    #expect(
      Self.facts([], uefi: false).secureBootObstacles == ["there is no EFI boot loader on the disk"]
    )
  }

  @Test("what nobody read is not known")
  func unknown() {
    #expect(Self.facts(nil).secureBootObstacles == nil)
    #expect(Self.facts([Self.loader(nil)]).secureBootObstacles == nil)
    #expect(Self.facts([Self.loader([Self.microsoft])], kernel: nil).secureBootObstacles == [])
  }

  @Test("a declared os_secure_boot is held against all of it")
  func declared() {
    let facts = Self.facts([Self.loader([Self.microsoft]), Self.grub([])])
    let request = StampRequest(
      declared: [
        "os_secure_boot": "required", "hw_machine_type": "q35", "hw_firmware_type": "uefi",
      ])
    let error = #expect(throws: BuildError.self) { try PropertyRules(facts).stamp(request) }
    #expect(
      error?.output == [
        "os_secure_boot is declared as required, but the EFI program EFI/BOOT/grubx64.efi is not signed"
      ])
  }
}
