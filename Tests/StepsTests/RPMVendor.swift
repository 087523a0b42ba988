import BuildFoundation
import Foundation
import Recipes
import SystemPackage
import TestSupport

/// Someone who makes packages, in two versions, and signs them with a key that is thrown away.
final class RPMVendor: Sendable {
  /// Keys and packages take seconds: once for all tests.
  static let shared = Result { try RPMVendor() }

  private let folder: TemporaryFolder

  private static let script = #"""
    set -eu
    cd "$1"
    export GNUPGHOME="$1/gnupg" HOME="$1"
    mkdir -m 700 gnupg
    key() { gpg --batch --quiet --passphrase '' --quick-generate-key "$1" rsa2048 sign never; }
    key vendor@example.org
    key other@example.org
    gpg --batch --export vendor@example.org > key.gpg
    gpg --batch --armor --export other@example.org > wrong.asc
    package() {
      cat > package.spec <<END
    Name: $1
    Version: $2
    Release: 1
    Summary: For tests
    License: Apache-2.0
    BuildArch: noarch
    %description
    For tests.
    %install
    mkdir -p %{buildroot}/opt/$1
    echo $2 > %{buildroot}/opt/$1/version
    %files
    /opt/$1
    END
      rpmbuild --quiet -bb --define "_topdir $PWD/top" --define "_rpmdir $PWD/$3" \
        --define '_build_name_fmt %%{NAME}-%%{VERSION}.rpm' package.spec
    }
    for version in 1 2; do
      package imgbuild-hello $version $version
      package imgbuild-other 1 $version
      rpmsign --define "__gpg $(command -v gpg)" --define "_gpg_path $GNUPGHOME" \
        --define '_gpg_name vendor@example.org' --addsign $version/*.rpm
      createrepo_c --quiet $version
    done
    gpgconf --kill all
    """#

  private init() throws {
    folder = try TemporaryFolder()
    let made = try ToolRun("sh", ["-c", Self.script, "sh", folder.path.string])
    guard made.status == 0 else { throw BuildError(.buildFailed, made.output) }
  }

  /// Puts the repository into a guest, at the place that `repository` names.
  func offer(version: Int, to guest: FolderGuest) throws {
    let target = guest.host("/opt/vendor")
    try? FileManager.default.removeItem(atPath: target)
    try FileManager.default.copyItem(
      atPath: folder.path.appending("\(version)").string, toPath: target)
  }

  func repository(key: String? = nil, trusted: Bool = false) -> PackageRepository {
    PackageRepository(
      name: located("vendor"), url: located("file:///opt/vendor"),
      key: key.map { name in
        RecipeFile(
          name: name, path: folder.path.appending(name), isFolder: false,
          location: located(0).location)
      }, trusted: trusted)
  }
}
