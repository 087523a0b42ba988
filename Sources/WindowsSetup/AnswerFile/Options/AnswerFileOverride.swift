import BuildFoundation

/// A single setting of an answer file, for what no option says.
public struct AnswerFileOverride: Sendable, Hashable {
  /// The pass that it is set in.
  public let pass: SetupPass
  /// The name of its component.
  public let component: String
  /// The names of the elements below the component, the last that of the setting.
  public let elements: [String]
  /// What it is set to.
  public let value: String

  /// Reads a path like `oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/ProtectYourPC`.
  ///
  /// Throws a `usage` error for an unknown pass, and for a path that names no setting.
  public init(path: String, value: String) throws {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    func fault(_ what: String, hint: String) -> BuildError {
      BuildError(.usage, "writing the answer file: the setting \(path) \(what)", hint: hint)
    }
    guard parts.count >= 3, parts.allSatisfy(Self.isName) else {
      throw fault(
        "is no path of a setting",
        hint: "write PASS/COMPONENT/SETTING, with further elements between them where there are")
    }
    guard let pass = SetupPass(rawValue: parts[0]) else {
      let names = SetupPass.allCases.map(\.rawValue)
      throw fault(
        "is in the pass \(parts[0]), which there is not",
        hint: nearestName(to: parts[0], in: names).map { "did you mean \($0)?" }
          ?? "passes: \(names.joined(separator: ", "))")
    }
    self.pass = pass
    component = parts[1]
    elements = Array(parts[2...])
    self.value = value
  }

  /// Whether XML takes it as the name of an element, as far as names of Windows go.
  private static func isName(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z][A-Za-z0-9._-]*/) != nil
  }
}
