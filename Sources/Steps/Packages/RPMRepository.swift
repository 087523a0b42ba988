import BuildFoundation
import Pipeline
import Recipes

/// The files of a repository for dnf, yum and zypper.
struct RPMRepository {
  let repository: PackageRepository
  /// Where the manager reads `.repo` files.
  let folder: String
  /// Lines that only one manager knows.
  var options: [String] = []

  var keyPath: String { "/etc/pki/rpm-gpg/RPM-GPG-KEY-\(repository.name.value)" }

  /// The `.repo` file.
  ///
  /// Packages are checked, one by one; whether the repository's index is signed too is up to it.
  func text(hasKey: Bool) -> String {
    let name = repository.name.value
    var lines = ["[\(name)]", "name=\(name)", "baseurl=\(repository.url.value)", "enabled=1"]
    lines.append("gpgcheck=\(repository.trusted ? 0 : 1)")
    if hasKey { lines.append("gpgkey=file://\(keyPath)") }
    return (lines + options).joined(separator: "\n") + "\n"
  }

  func write(key: RepositoryKey?, with session: PackageSession) async throws {
    if let key {
      try key.checkOpenPGP(for: repository)
      try await session.write(keyPath, key.armouredContent)
    }
    let text = text(hasKey: key != nil)
    try await session.write("\(folder)/\(repository.name.value).repo", Array(text.utf8))
  }
}
