/// Looks through anybody's answer file for what Windows would stumble over.
///
/// It knows what Microsoft's "Unattended Windows Setup Reference" says and what installations were seen to
/// fail at; each rule names its page. Settings that it does not know pass.
public struct AnswerFileLinter: Sendable {
  /// More findings are not told: somebody has to read them.
  static let mostFindings = 200

  /// The firmware of the machine, where that is known.
  public var firmware: SetupFirmware?
  /// The processor of the machine, where that is known.
  public var architecture: WindowsArchitecture?

  /// Makes a linter; what it is not told of the machine it does not hold the file against.
  public init(firmware: SetupFirmware? = nil, architecture: WindowsArchitecture? = nil) {
    self.firmware = firmware
    self.architecture = architecture
  }

  /// The findings in the order of the file; at most 200.
  public func findings(in bytes: [UInt8]) -> [AnswerFileFinding] {
    let text: AnswerFileText
    do {
      text = try AnswerFileText(bytes)
    } catch {
      return [Self.finding(for: error, at: (1, 1))]
    }
    var check = AnswerFileCheck(linter: self, text: text)
    do {
      try check.run()
    } catch {
      return [Self.finding(for: error, at: text.position(error.offset))]
    }
    let sorted = check.findings.sorted {
      ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message)
    }
    return Array(sorted.prefix(Self.mostFindings))
  }

  private static func finding(
    for fault: MarkupFault, at place: (line: Int, column: Int)
  ) -> AnswerFileFinding {
    AnswerFileFinding(
      severity: .error, rule: fault.rule, line: place.line, column: place.column,
      message: fault.message, hint: fault.hint)
  }
}
