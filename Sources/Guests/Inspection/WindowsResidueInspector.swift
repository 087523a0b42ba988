import BuildFoundation
import GuestfsKit
import ImageProperties
import WindowsSetup

/// Looks in a mounted Windows for what no two instances should share.
struct WindowsResidueInspector: Sendable {
  /// Where each kind is.
  private static let patterns: [(kind: ResidualIdentity.Kind, pattern: String)] =
    [
      (.hostKey, "/ProgramData/ssh/ssh_host_*_key"),
      (.authorizedKeys, "/ProgramData/ssh/administrators_authorized_keys"),
      (.authorizedKeys, "/Users/*/.ssh/authorized_keys"),
      (
        .history,
        "/Users/*/AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/*_history.txt"
      ),
      (.secret, "/Users/*/.ssh/id_*"), (.secret, "/Users/*/.aws/credentials"),
    ] + AnswerFileSecrets.places.map { (.secret, $0) }
  /// The largest answer file that is looked into, in bytes.
  private static let limit = 1 << 20

  let guest: ApplianceGuest

  /// What is there and not empty; of answer files those with a password.
  func residue() async throws -> [ResidualIdentity] {
    var found: [ResidualIdentity] = []
    for (kind, pattern) in Self.patterns {
      for path in try await guest.windows.paths(matching: pattern)
      where try await counts(path, kind) {
        found.append(ResidualIdentity(kind: kind, path: path))
      }
    }
    return found
  }

  private func counts(_ path: String, _ kind: ResidualIdentity.Kind) async throws -> Bool {
    let name = path.lowercased()
    if kind == .secret, name.hasSuffix(".pub") { return false }
    let isAnswerFile = name.hasSuffix(".xml")
    let head = try await guest.call("reading \(path)") { appliance -> [UInt8] in
      guard let found = try appliance.caseSensitivePath(path), try appliance.isFile(found) else {
        return []
      }
      return try appliance.head(of: found, count: isAnswerFile ? Self.limit : 1)
    }
    return isAnswerFile ? AnswerFileSecrets.areIn(head) : !head.isEmpty
  }
}
