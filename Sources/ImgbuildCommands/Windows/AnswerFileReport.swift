import WindowsSetup

/// What was found in an answer file, as `windows lint` shows it.
struct AnswerFileReport: Encodable {
  /// The file as the user named it.
  var file: String
  var findings: [AnswerFileFinding]

  var errors: Int { findings.count { $0.severity == .error } }

  /// The findings with their places, for people and editors.
  var lines: [String] { findings.flatMap { $0.rendered(file: file) } }

  /// One line that says how many there are.
  var summary: String {
    let warnings = findings.count - errors
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map {
      "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")"
    }
    return "\(file): " + (counts.isEmpty ? "no findings" : counts.joined(separator: ", "))
  }
}
