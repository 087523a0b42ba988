public import SystemPackage

/// A disk that steps can change: mounted in the appliance, or running in a booted builder.
///
/// Steps are written once, against this protocol, and do not know where they run; the plan decides.
/// Paths are absolute paths inside the guest.
public protocol Guest: CommandRunner {
  /// Whether the guest is mounted in the appliance or booted.
  var place: GuestPlace { get }

  /// The content of a file; throws when there is none, or it is larger than 16 MiB.
  func read(_ path: String) async throws -> [UInt8]

  /// Writes a file and its attributes, making or replacing it. The folder must exist.
  func write(_ path: String, _ content: [UInt8], attributes: FileAttributes) async throws

  /// Copies a file of the host into the guest. The folder must exist.
  func upload(_ file: FilePath, to path: String, attributes: FileAttributes) async throws

  /// Makes a folder and those above it; attributes are set on `path` only, if it is new.
  func makeFolder(_ path: String, attributes: FileAttributes) async throws

  /// Whether anything is at `path`.
  func exists(_ path: String) async throws -> Bool

  /// Runs `body` while nothing writes to the disk and all that was written is on it.
  func whileQuiet(_ body: @Sendable () async throws -> Void) async throws
}
