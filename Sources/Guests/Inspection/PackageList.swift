import ImageProperties

/// Reads what package managers keep of installed packages.
enum PackageList {
  /// What `rpm -qa --qf` is to print: name, version and architecture, with the epoch where there is one.
  static let rpmFormat =
    #"%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\t%{ARCH}\n"#

  /// dpkg's status file: paragraphs of fields (deb822(5)); packages whose files are there.
  static func dpkg(_ text: String) -> [InstalledPackage] {
    paragraphs(of: text, separator: ": ") { fields in
      guard fields["Status"]?.hasSuffix(" installed") == true, let name = fields["Package"],
        let version = fields["Version"]
      else { return nil }
      return InstalledPackage(
        name: name, version: version, architecture: fields["Architecture"] ?? "")
    }
  }

  /// apk's database: paragraphs of fields with one letter as their name.
  static func apk(_ text: String) -> [InstalledPackage] {
    paragraphs(of: text, separator: ":") { fields in
      guard let name = fields["P"], let version = fields["V"] else { return nil }
      return InstalledPackage(name: name, version: version, architecture: fields["A"] ?? "")
    }
  }

  /// What rpm prints; the keys of repositories are no packages.
  static func rpm(_ lines: [String]) -> [InstalledPackage] {
    lines.compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, fields[0] != "gpg-pubkey" else { return nil }
      return InstalledPackage(name: fields[0], version: fields[1], architecture: fields[2])
    }
  }

  private static func paragraphs(
    of text: String, separator: String,
    _ package: ([Substring: String]) -> InstalledPackage?
  ) -> [InstalledPackage] {
    var packages: [InstalledPackage] = []
    var fields: [Substring: String] = [:]
    func end() {
      if let package = package(fields) { packages.append(package) }
      fields = [:]
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        end()
      } else if !line.hasPrefix(" "), let middle = line.firstRange(of: separator) {
        fields[line[..<middle.lowerBound]] = String(line[middle.upperBound...])
      }
    }
    end()
    return packages
  }
}
