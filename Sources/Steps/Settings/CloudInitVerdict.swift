/// What `cloud-init schema` thinks of a file.
enum CloudInitVerdict: Equatable {
  /// The file is right; deprecations are noted.
  case valid(notes: [String])
  /// The file is wrong, for these reasons.
  case invalid([String])
  /// This cloud-init cannot tell.
  case unknown

  /// Keys of the system's own configuration, which is what `cloud.cfg.d` holds; the schema is one for
  /// user data, and newer ones refuse keys that they do not list.
  private static let systemKeys: Set<String> = [
    "cloud_config_modules", "cloud_final_modules", "cloud_init_modules", "datasource",
    "datasource_list", "def_log_file", "disable_ec2_metadata", "disable_network_activation",
    "log_cfgs", "manual_cache_clean", "network", "no_ssh_fingerprints", "output", "reporting",
    "syslog_fix_perms", "system_info", "unverified_modules", "warnings",
  ]

  /// Status 2 is that of a command line which this cloud-init does not know.
  init(status: Int32, lines: [String]) {
    let lines = lines.filter { !$0.isEmpty }
    switch status {
    case 0: self = .valid(notes: lines.filter { !$0.contains("Valid") })
    case 2: self = .unknown
    default:
      let reasons = lines.filter { $0 != "Error:" }.map(Self.withoutSystemKeys)
      let rest = reasons.filter { !$0.isEmpty }
      self = rest.isEmpty && !reasons.isEmpty ? .valid(notes: []) : .invalid(rest)
    }
  }

  /// The line without the complaint about keys, if all of those are the system's; empty if that was
  /// all.
  private static func withoutSystemKeys(_ line: String) -> String {
    let complaint =
      /:? ?Additional properties are not allowed \(([^)]*) (was|were) unexpected\),? ?/
    guard let match = line.firstMatch(of: complaint) else { return line }
    let names = match.1.split(separator: ",").map {
      String($0.filter { $0 != "'" && $0 != " " })
    }
    guard systemKeys.isSuperset(of: names) else { return line }
    let rest = line.replacing(complaint, with: "")
    return rest.hasSuffix("schema errors: ") || rest.hasSuffix("schema errors:") ? "" : rest
  }
}
