/// Accounts and the automatic logon of Shell-Setup.
extension AnswerFileCheck {
  mutating func checkAccounts(_ passes: [AnswerFileNode]) {
    let shells = passes.flatMap { $0.children("component") }.filter {
      $0.attribute("name")?.value.lowercased() == SetupComponent.shellSetup.rawValue.lowercased()
    }
    var names: Set<String> = ["administrator"]
    for shell in shells {
      for accounts in shell.children("UserAccounts") + shell.children("OfflineUserAccounts") {
        for node in accounts.subtree { checkAccount(node, &names) }
      }
    }
    for shell in shells {
      if let logon = shell.child("AutoLogon") { checkAutologon(logon, accounts: names) }
    }
  }

  /// Sources: "LocalAccount", "AdministratorPassword", "Sensitive Data in Answer Files".
  private mutating func checkAccount(_ node: AnswerFileNode, _ names: inout Set<String>) {
    if node.isNamed("AdministratorPassword") {
      checkPassword(node, of: "the administrator")
    } else if node.isNamed("LocalAccount") {
      let name = node.child("Name")
      if let name, !name.text.isEmpty {
        names.insert(name.text.lowercased())
      } else {
        add(.error, .password, at: (name ?? node).offset, "a local account has no name")
      }
      if let password = node.child("Password") {
        checkPassword(password, of: "the account \(name?.text ?? "")")
      } else {
        add(
          .error, .password, at: node.offset,
          "the account \(name?.text ?? "") has no password: Windows asks for one",
          hint: "add <Password> with <Value> and <PlainText>")
      }
    }
  }

  private mutating func checkPassword(_ node: AnswerFileNode, of whom: String) {
    // Older files have the password in the element itself.
    guard let value = node.child("Value") else {
      if node.text.isEmpty {
        add(
          .error, .password, at: node.offset, "\(whom) has no password",
          hint: "add <Value> and <PlainText> to <\(node.name)>")
      }
      return
    }
    if value.text.isEmpty {
      add(
        .warning, .password, at: value.offset, "the password of \(whom) is empty",
        hint: "servers refuse it, and nobody logs on over the network with it")
    } else {
      checkEncoding(value, in: node)
    }
  }

  /// Source: "PlainText": a hidden value is Base64 of UTF-16LE with the element's name behind it.
  ///
  /// Setup ends with an error at a value that it cannot decode.
  private mutating func checkEncoding(_ value: AnswerFileNode, in node: AnswerFileNode) {
    guard node.child("PlainText")?.text.lowercased() == "false",
      !value.text.contains("*SENSITIVE*DATA*DELETED*"),
      AnswerFilePassword.revealed(value.text, in: node.name) == nil
    else { return }
    add(
      .error, .passwordEncoding, at: value.textOffset,
      "PlainText is false, and the value is not in the hidden form: Setup cannot decode it",
      hint:
        "write Base64 of the password and \(node.name) in UTF-16LE, or <PlainText>true</PlainText>")
  }

  /// Sources: "AutoLogon", "LogonCount", "Username", "Password".
  private mutating func checkAutologon(_ logon: AnswerFileNode, accounts: Set<String>) {
    let enabled = logon.child("Enabled")
    guard enabled?.text.lowercased() == "true" else {
      if logon.child("Username") != nil {
        add(
          .warning, .autologon, at: (enabled ?? logon).offset, "AutoLogon is not enabled",
          hint: "add <Enabled>true</Enabled>, or remove <AutoLogon>")
      }
      return
    }
    if let password = logon.child("Password") {
      checkPassword(password, of: "AutoLogon")
    } else {
      add(
        .error, .password, at: logon.offset, "AutoLogon has no password: nobody is logged on",
        hint: "add <Password> with <Value> and <PlainText>")
    }
    if Int(logon.child("LogonCount")?.text ?? "") == nil {
      add(
        .warning, .autologon, at: (logon.child("LogonCount") ?? logon).offset,
        "AutoLogon does not say how often",
        hint: "add <LogonCount>; Windows logs on once more than it says")
    }
    guard let name = logon.child("Username"), !name.text.isEmpty else {
      add(.error, .autologon, at: logon.offset, "AutoLogon does not say who is logged on")
      return
    }
    let domain = logon.child("Domain")?.text ?? "."
    if !accounts.contains(name.text.lowercased()), domain.isEmpty || domain == "." {
      add(
        .warning, .autologon, at: name.textOffset,
        "AutoLogon is for \(name.text), which the answer file does not make",
        hint: "add the account to <LocalAccounts>, or log the Administrator on")
    }
  }
}
