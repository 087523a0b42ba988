import BuildFoundation

/// Why a package manager failed, as far as one of its lines tells.
enum PackageFailure: CaseIterable {
  case missing
  case signature
  case locked
  case space
  case unreachable

  /// The kind of failure that a line tells of; nil for all other lines.
  init?(line: String) {
    let kind = Self.allCases.first { kind in kind.phrases.contains { line.contains($0) } }
    guard let kind else { return nil }
    self = kind
  }

  /// What apt, dnf 4 and 5, yum, zypper and apk 2 and 3 print.
  private var phrases: [String] {
    switch self {
    case .missing:
      [
        "Unable to locate package", "has no installation candidate", "Unable to find a match",
        "No match for argument", "No provider of '", "(no such package)",
        "not found in package names", "Couldn't find any package", "No package ",
      ]
    case .signature:
      [
        "NO_PUBKEY", "BADSIG", "EXPKEYSIG", "KEYEXPIRED", "GPG error", "is not signed",
        "GPG check FAILED", "GPG Keys are configured", "but they are not correct for this package",
        "Public key for", "Signature verification failed", "signature verification failed",
        "UNTRUSTED signature", "BAD signature", "BAD archive", "signatures couldn't be verified",
        "OpenPGP check", "gpgkey", "Header V4", "No public key", "NOKEY",
      ]
    case .locked:
      [
        "Could not get lock", "System management is locked", "Unable to lock database",
        "waiting for it to exit", "Failed to obtain the transaction lock",
      ]
    case .space:
      [
        "No space left", "don't have enough free space", "more space needed",
        "Not enough disk space",
      ]
    case .unreachable:
      [
        "Could not resolve", "Temporary failure resolving", "Failed to fetch", "Could not connect",
        "Curl error", "Failed to download metadata", "Cannot download repomd.xml", "Errno 14",
        "Cannot find a valid baseurl", "Could not open file", "does not have a Release file",
        "Valid metadata not found", "File not found:", "Download (curl) error", "Connection failed",
        "temporary error (try again later)", "network error", "network connection aborted",
        "DNS lookup error", "DNS: ", "WARNING: opening ",
        "WARNING: fetching ", "WARNING: updating ", "WARNING: Ignoring ",
      ]
    }
  }

  private var hint: String {
    switch self {
    case .missing:
      "is the name right, and in a repository that the guest has? `repositories` adds one"
    case .signature:
      "is the repository's `key` the one that it is signed with?"
    case .locked:
      "another program of the guest is installing packages, perhaps automatic updates"
    case .space:
      "give the disk more room: `disk: {size: …}`"
    case .unreachable:
      "the guest could not reach a package mirror; does the host, and is its URL right?"
    }
  }

  /// The error of a manager that ended with `status`; of several reasons the gravest counts, because
  /// a missing signature also makes packages missing.
  static func error(
    doing: String, program: String, status: Int32, reasons: [String], output: [String]
  ) -> BuildError {
    let kinds = reasons.compactMap { line in PackageFailure(line: line).map { ($0, line) } }
    let order: [PackageFailure] = [.space, .locked, .signature, .missing, .unreachable]
    let gravest = order.lazy.compactMap { kind in kinds.first { $0.0 == kind } }.first
    let own = output.first { line in
      ["E: ", "Error: ", "ERROR: "].contains { line.hasPrefix($0) }
        && !trimmed(line, ofColons: false).hasSuffix(":")
    }
    let line = gravest?.1 ?? own ?? output.last { !$0.allSatisfy(\.isWhitespace) }
    let ended =
      status > 128
      ? "\(program) was ended by signal \(status - 128)" : "\(program) ended with status \(status)"
    let reason = line.map { ": \(trimmed($0))" } ?? ""
    return BuildError(
      .buildFailed, "\(doing): \(ended)\(reason)", hint: gravest?.0.hint, output: output)
  }

  /// The package that a manager could not find, to look for one of a similar name.
  static func missingPackage(in lines: [String]) -> String? {
    for line in lines {
      for phrase in [
        "Unable to locate package ", "Unable to find a match: ", "No match for argument: ",
        "No provider of '", "No package ",
      ] {
        guard let range = line.firstRange(of: phrase) else { continue }
        return name(line[range.upperBound...].prefix { $0 != " " && $0 != "'" })
      }
      if line.hasSuffix("(no such package):") {
        return name(trimmed(line).prefix { $0 != " " })
      }
    }
    return nil
  }

  private static func name(_ text: Substring) -> String? {
    let name = text.prefix { $0.isLetter || $0.isNumber || "+.-_".contains($0) }
    return name.isEmpty ? nil : String(name)
  }

  private static func trimmed(_ line: String, ofColons: Bool = true) -> String {
    let start = line.drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace && !($0 == ":" && ofColons) } ?? start.startIndex
    return start.isEmpty ? "" : String(start[...end])
  }
}
