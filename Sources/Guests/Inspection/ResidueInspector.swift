import Foundation
import GuestfsKit
import ImageProperties

/// Looks in a mounted Linux system for what no two instances should share.
struct ResidueInspector: Sendable {
  private typealias Kind = ResidualIdentity.Kind

  private static let homes = "{root,home/*}"
  /// Where each kind is; one pattern a kind, because each look-up costs a round trip to the appliance.
  private static let patterns: [(kind: ResidualIdentity.Kind, pattern: String)] = [
    (.machineID, "/{etc/machine-id,var/lib/dbus/machine-id}"),
    (.hostKey, "/etc/ssh/ssh_host_*_key"),
    (.authorizedKeys, "/\(homes)/.ssh/authorized_keys"),
    (.history, "/\(homes)/{.*_history,.lesshst,.viminfo}"),
    (
      .secret,
      "/{\(homes)/{.ssh/id_*,.netrc,.git-credentials,.pgpass,.my.cnf,.aws/credentials,"
        + ".docker/config.json,.kube/config,.vault-token,.pypirc,.config/openstack/*.yaml},"
        + "etc/openstack/*.yaml}"
    ),
    (.instanceState, "/var/lib/cloud/instance"),
    (.randomSeed, "/var/lib/{systemd/random-seed,urandom/random-seed}"),
  ]

  let guest: ApplianceGuest

  /// What is there and not empty.
  func residue() async throws -> [ResidualIdentity] {
    var found: [ResidualIdentity] = []
    for (kind, pattern) in Self.patterns {
      for path in try await guest.paths(pattern) where try await counts(path, kind) {
        found.append(ResidualIdentity(kind: kind, path: path))
      }
    }
    return found
  }

  private func counts(_ path: String, _ kind: ResidualIdentity.Kind) async throws -> Bool {
    if kind == .secret, path.hasSuffix(".pub") { return false }
    let status = try await guest.call("looking at \(path)") { try $0.status(of: path) }
    // A link to the one file that counts is found there; cloud-init's own link is the state itself.
    let isLink = status.mode & S_IFMT == S_IFLNK
    if isLink { return kind == .instanceState }
    guard status.size > 0 else { return false }
    guard kind == .machineID else { return true }
    let head = try await guest.call("reading \(path)") { try $0.head(of: path, count: 13) }
    // systemd's word for an image that is still to get one (machine-id(5)).
    return String(decoding: head, as: UTF8.self) != "uninitialized"
  }
}
