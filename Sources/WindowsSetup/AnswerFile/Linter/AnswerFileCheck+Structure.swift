import BuildFoundation

/// Passes and components.
extension AnswerFileCheck {
  /// Source: "Answer files (unattend.xml)".
  ///
  /// Says whether it is worth looking further.
  mutating func checkRoot(_ root: AnswerFileNode) -> Bool {
    guard root.name == "unattend" else {
      add(
        .error, .root, at: root.offset,
        "the root element is <\(root.name)>, not <unattend>: this is no answer file")
      return false
    }
    if root.namespace != SetupNamespace.unattend {
      add(
        .error, .root, at: root.offset,
        root.namespace.isEmpty
          ? "<unattend> has no namespace" : "<unattend> has the namespace \(root.namespace)",
        hint: "write <unattend xmlns=\"\(SetupNamespace.unattend)\">")
    }
    if root.children("settings").isEmpty {
      add(.warning, .root, at: root.offset, "there are no <settings> in it")
    }
    return true
  }

  /// Source: "Windows Setup Configuration Passes".
  mutating func checkPasses(_ passes: [AnswerFileNode]) {
    let known = SetupPass.allCases.map(\.rawValue)
    var seen: Set<String> = []
    for node in passes {
      guard let pass = node.attribute("pass") else {
        add(
          .error, .unknownPass, at: node.offset, "<settings> does not say its pass",
          hint: "add pass=\"…\", one of \(known.joined(separator: ", "))")
        continue
      }
      if !known.contains(pass.value) {
        let near = nearestName(to: pass.value, in: known)
        add(
          .error, .unknownPass, at: pass.offset, "there is no pass \(pass.value): it is ignored",
          hint: near.map { "did you mean \($0)?" } ?? "one of \(known.joined(separator: ", "))")
      } else if !seen.insert(pass.value).inserted {
        add(
          .warning, .repeatedPass, at: pass.offset, "the pass \(pass.value) is there twice",
          hint: "put its components into one <settings>")
      }
    }
  }

  /// Source: each component's page in the "Unattended Windows Setup Reference".
  mutating func checkComponents(_ components: [AnswerFileNode], in pass: String) {
    var seen: Set<String> = []
    for node in components {
      checkAttributes(of: node)
      guard let name = node.attribute("name") else { continue }
      checkPass(pass, of: name)
      let architecture = node.attribute("processorArchitecture")?.value.lowercased() ?? ""
      if !seen.insert("\(name.value.lowercased()) \(architecture)").inserted {
        add(
          .error, .repeatedComponent, at: node.offset,
          "\(name.value) is twice in the pass \(pass)", hint: "put all its settings into one")
      }
    }
  }

  private mutating func checkPass(_ pass: String, of name: AnswerFileNode.Attribute) {
    guard let component = ComponentPasses.find(name.value) else {
      if let near = nearestName(to: name.value, in: ComponentPasses.names, within: 2) {
        add(
          .warning, .unknownComponent, at: name.offset, "\(name.value) is no component known here",
          hint: "did you mean \(near)?")
      }
      return
    }
    guard let pass = SetupPass(rawValue: pass), !component.passes.contains(pass) else { return }
    let right = SetupPass.allCases.filter(component.passes.contains).map(\.rawValue)
    add(
      .error, .componentPass, at: name.offset,
      "\(component.name) is ignored in the pass \(pass.rawValue)",
      hint: "move it to \(right.joined(separator: " or "))")
  }

  /// Source: the setting's page in the "Unattended Windows Setup Reference".
  mutating func checkPass(
    _ pass: SetupPass, of setting: AnswerFileNode, in component: String
  ) {
    guard let passes = SettingPasses.passes(of: setting.name, in: component),
      !passes.contains(pass)
    else { return }
    let right = SetupPass.allCases.filter(passes.contains).map(\.rawValue)
    add(
      .error, .settingPass, at: setting.offset,
      "<\(setting.name)> is ignored in the pass \(pass.rawValue)",
      hint: "move it to \(right.joined(separator: " or "))")
  }

  /// Source: the schema of answer files, and "component" in "Answer files overview".
  private mutating func checkAttributes(of node: AnswerFileNode) {
    for required in ["name", "processorArchitecture", "publicKeyToken", "language"]
    where node.attribute(required)?.value.isEmpty != false {
      let value =
        required == "publicKeyToken"
        ? SetupNamespace.publicKeyToken : required == "language" ? "neutral" : "…"
      add(
        .error, .componentAttributes, at: node.offset, "<component> has no \(required)",
        hint: "add \(required)=\"\(value)\"")
    }
    if let token = node.attribute("publicKeyToken"), !token.value.isEmpty,
      token.value.lowercased() != SetupNamespace.publicKeyToken
    {
      add(
        .warning, .componentAttributes, at: token.offset,
        "publicKeyToken is not that of Windows' components",
        hint: "write \(SetupNamespace.publicKeyToken)")
    }
    if let scope = node.attribute("versionScope"), scope.value.lowercased() != "nonsxs" {
      add(
        .warning, .componentAttributes, at: scope.offset,
        "versionScope is \(scope.value), not nonSxS")
    }
    checkArchitecture(of: node)
  }

  /// Source: "processorArchitecture" decides for which image a component counts; others are ignored.
  private mutating func checkArchitecture(of node: AnswerFileNode) {
    guard let value = node.attribute("processorArchitecture"), !value.value.isEmpty else { return }
    let known = WindowsArchitecture.allCases.map(\.rawValue)
    guard known.contains(value.value.lowercased()) else {
      let aliases = ["x64": "amd64", "x86_64": "amd64", "aarch64": "arm64", "i386": "x86"]
      add(
        .error, .architecture, at: value.offset,
        "there is no processorArchitecture \(value.value): the component is ignored",
        hint: (aliases[value.value.lowercased()] ?? nearestName(to: value.value, in: known))
          .map { "did you mean \($0)?" } ?? "one of \(known.joined(separator: ", "))")
      return
    }
    if let wanted = linter.architecture, value.value.lowercased() != wanted.rawValue {
      add(
        .error, .architecture, at: value.offset,
        "the component is for \(value.value), and ignored on \(wanted.rawValue)",
        hint: "write processorArchitecture=\"\(wanted.rawValue)\"")
    }
  }
}
