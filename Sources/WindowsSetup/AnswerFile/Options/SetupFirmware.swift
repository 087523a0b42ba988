/// The firmware that Windows is installed under; decides between an MBR and a GPT disk.
public enum SetupFirmware: String, Sendable, CaseIterable {
  case bios
  case uefi
}
