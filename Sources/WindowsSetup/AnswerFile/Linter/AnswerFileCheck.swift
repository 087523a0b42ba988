/// One look through one answer file.
struct AnswerFileCheck {
  let linter: AnswerFileLinter
  let text: AnswerFileText
  private(set) var findings: [AnswerFileFinding] = []

  init(linter: AnswerFileLinter, text: AnswerFileText) {
    self.linter = linter
    self.text = text
  }

  /// Runs every rule; throws for a file that is no XML.
  mutating func run() throws(MarkupFault) {
    let root = try MarkupScanner.root(of: text)
    guard checkRoot(root) else { return }
    let passes = root.children("settings")
    checkPasses(passes)
    for pass in passes {
      let components = pass.children("component")
      checkComponents(components, in: pass.attribute("pass")?.value ?? "")
      for component in components { checkSettings(component, pass: pass) }
    }
    checkValues(root)
    checkAccounts(passes)
  }

  mutating func add(
    _ severity: AnswerFileFinding.Severity, _ rule: AnswerFileRule, at offset: Int,
    _ message: String, hint: String? = nil
  ) {
    let (line, column) = text.position(offset)
    findings.append(
      AnswerFileFinding(
        severity: severity, rule: rule, line: line, column: column, message: message, hint: hint))
  }

  private mutating func checkSettings(_ component: AnswerFileNode, pass: AnswerFileNode) {
    let name = component.attribute("name")?.value.lowercased()
    if let pass = pass.attribute("pass").flatMap({ SetupPass(rawValue: $0.value) }) {
      for setting in component.children { checkPass(pass, of: setting, in: name ?? "") }
    }
    guard pass.attribute("pass")?.value == SetupPass.windowsPE.rawValue,
      name == SetupComponent.setup.rawValue.lowercased()
    else { return }
    checkSetup(component)
  }
}
