/// A program in EFI's format: what firmware starts, and what that starts in turn.
public struct EFIProgram: Sendable, Codable, Equatable {
  /// The file: on the EFI system partition, `EFI/BOOT/BOOTX64.EFI`.
  public var path: String
  /// Who issued the certificates that it is signed with, by common name; empty: it is not signed; nil
  /// where nobody could look.
  public var issuers: [String]?

  /// Makes a record of what was found.
  public init(path: String, issuers: [String]?) {
    self.path = path
    self.issuers = issuers
  }

  /// Whether firmware starts it by that name where nothing else is set up (UEFI, "Removable Media Boot
  /// Behavior"), which is how instances of an image start.
  public var isRemovableMediaLoader: Bool {
    path.uppercased().hasPrefix("EFI/BOOT/BOOT")
  }
}
