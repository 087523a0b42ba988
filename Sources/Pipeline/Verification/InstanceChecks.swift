import BuildFoundation
import Foundation

/// The SSH key of the metadata is in the `authorized_keys` of an account.
struct AuthorizedKeyCheck: VerificationCheck {
  let key: String

  var title: String { "the SSH key from the metadata is accepted" }

  func failure(in guest: any BootedGuest) async throws -> String? {
    let script = #"grep -qsF "$1" /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys"#
    let status = try await guest.run(.script(script, key)) { _ in }
    return status == 0 ? nil : "no account has it in its authorized_keys"
  }
}

/// The user data was run.
struct UserDataCheck: VerificationCheck {
  /// A file that the user data makes.
  let mark: String

  var title: String { "the user data has run" }

  func failure(in guest: any BootedGuest) async throws -> String? {
    let status = try await guest.run(.script(#"test -e "$1""#, mark)) { _ in }
    return status == 0 ? nil : "it has not made its file yet: does cloud-init run to its end?"
  }
}

/// The root file system fills the flavor's disk.
struct RootGrowthCheck: VerificationCheck {
  /// Partitions beside the root, and what a file system keeps for itself.
  private static let overhead = 0.15
  let disk: ByteCount

  var title: String { "the root file system fills the flavor's disk of \(disk)" }

  func failure(in guest: any BootedGuest) async throws -> String? {
    let tail = OutputTail()
    _ = try await guest.run(.script("df -P -k / | tail -n 1", "")) { tail.append($0) }
    let fields = (tail.lines.last ?? "").split(separator: " ")
    guard fields.count > 1, let kibibytes = Int64(fields[1]) else {
      return "df printed: \(tail.lines.joined(separator: " "))"
    }
    let size = ByteCount(bytes: kibibytes << 10)
    let least = Double(disk.bytes) * (1 - Self.overhead)
    return Double(size.bytes) >= least ? nil : "it is \(size) large"
  }
}

extension GuestCommand {
  /// A line for `/bin/sh` with one argument.
  fileprivate static func script(_ text: String, _ argument: String) -> GuestCommand {
    GuestCommand(["/bin/sh", "-c", text, "sh", argument], limit: .seconds(60))
  }
}
