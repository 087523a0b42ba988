import BuildFoundation

/// Values that mean the same wherever they stand.
extension AnswerFileCheck {
  mutating func checkValues(_ root: AnswerFileNode) {
    for node in root.subtree {
      if node.text.contains("*SENSITIVE*DATA*DELETED*") {
        // Source: "Sensitive Data in Answer Files".
        add(
          .error, .deletedSecret, at: node.textOffset,
          "<\(node.name)> had a secret that Windows has taken out of its copy of the answer file",
          hint: "put the value back")
      }
      switch node.name.lowercased() {
      case "willshowui": checkDialog(node)
      case "path": checkPath(node)
      case "commandline": checkCommandLine(node)
      case "timezone": checkTimeZone(node)
      case "computername": checkComputerName(node)
      case "skipmachineoobe", "skipuseroobe": checkWelcome(node)
      case "skiprearm": checkRearm(node)
      case "runsynchronous", "runasynchronous", "firstlogoncommands", "logoncommands",
        "createpartitions", "modifypartitions":
        checkOrders(node)
      default: break
      }
      checkListItems(node)
    }
    checkProductKeys(root)
  }

  /// Source: "WillShowUI"; `OnError` shows a page that waits for a mouse.
  private mutating func checkDialog(_ node: AnswerFileNode) {
    switch node.text.lowercased() {
    case "never": break
    case "onerror":
      add(
        .warning, .dialog, at: node.textOffset,
        "an error is shown on the screen, where nobody reads it: Setup waits for ever",
        hint: "write Never: Setup then ends, and that is seen")
    case "always":
      add(
        .error, .dialog, at: node.textOffset, "Setup shows a page and waits for somebody",
        hint: "write Never")
    default:
      add(
        .error, .dialog, at: node.textOffset, "WillShowUI is none of Never, OnError and Always")
    }
  }

  /// Sources: "Path (PathAndCredentials)", "Path (RunSynchronousCommand)".
  private mutating func checkPath(_ node: AnswerFileNode) {
    let length = node.text.utf16.count
    if length == 0 {
      add(.error, .pathLength, at: node.offset, "a path is empty", hint: "remove it with its item")
    } else if length > ValueSyntax.longestPath {
      add(
        .error, .pathLength, at: node.textOffset,
        "the path has \(length) characters; Windows takes \(ValueSyntax.longestPath)",
        hint: "put commands into a script, and run that")
    }
  }

  /// Source: "CommandLine (FirstLogonCommands SynchronousCommand)".
  private mutating func checkCommandLine(_ node: AnswerFileNode) {
    let length = node.text.utf16.count
    if length == 0 {
      add(.error, .commandLength, at: node.offset, "a command line is empty")
    } else if length > ValueSyntax.longestCommandLine {
      add(
        .error, .commandLength, at: node.textOffset,
        "the command line has \(length) characters; Windows takes "
          + "\(ValueSyntax.longestCommandLine)",
        hint: "put it into a script, and run that")
    }
  }

  /// Sources: "TimeZone (Shell-Setup)", "Default Time Zones"; "tzutil" for the suffix.
  private mutating func checkTimeZone(_ node: AnswerFileNode) {
    if node.text.isEmpty {
      add(.warning, .timeZone, at: node.offset, "the time zone is empty", hint: "write UTC")
    } else if !TimeZoneNames.all.contains(node.text.removing(suffix: "_dstoff")) {
      let isOlson = node.text.contains("/")
      add(
        .warning, .timeZone, at: node.textOffset, "Windows has no time zone \(node.text)",
        hint: isOlson
          ? "Windows has names of its own, like W. Europe Standard Time"
          : nearestName(to: node.text, in: TimeZoneNames.all.sorted()).map { "did you mean \($0)?" }
      )
    }
  }

  /// Source: "ComputerName (Shell-Setup)": an asterisk or nothing has Windows make one up.
  private mutating func checkComputerName(_ node: AnswerFileNode) {
    guard node.text != "*", let fault = ValueSyntax.fault(computerName: node.text) else { return }
    add(
      .error, .computerName, at: node.textOffset, "the computer name \(fault)",
      hint: "use at most 15 letters, digits and hyphens, or *")
  }

  /// Source: "Key (ProductKey)": no empty elements.
  private mutating func checkProductKeys(_ root: AnswerFileNode) {
    for node in root.subtree where node.isNamed("ProductKey") {
      // Shell-Setup has the key in the element itself, Setup in a <Key>.
      let value = node.child("Key") ?? node
      if node.child("Key") == nil, !node.children.isEmpty { continue }
      if value.text.isEmpty {
        add(
          .error, .productKey, at: value.offset,
          "the product key is empty, which Windows does not support: Setup of some media ends there",
          hint: "remove <\(value.name)>, or write one")
      } else if !ValueSyntax.isProductKey(value.text) {
        add(
          .error, .productKey, at: value.textOffset,
          "the product key is not five groups of five letters and digits",
          hint: "remove <\(value.name)>, or write one")
      }
    }
  }

  /// Sources: "SkipMachineOOBE", "SkipUserOOBE".
  private mutating func checkWelcome(_ node: AnswerFileNode) {
    guard node.text.lowercased() == "true" else { return }
    add(
      .warning, .skipsWelcome, at: node.offset,
      "\(node.name) leaves out what Windows does at its first start, and is deprecated",
      hint: "answer the pages in <OOBE> and <UserAccounts>")
  }

  /// Source: "SkipRearm": for the time between, not for an image that instances are made of.
  private mutating func checkRearm(_ node: AnswerFileNode) {
    guard node.text == "1" || node.text.lowercased() == "true" else { return }
    add(
      .warning, .skipRearm, at: node.textOffset,
      "SkipRearm is still on: generalize leaves the licensing state as it is",
      hint: "write 0 for the image's last generalize")
  }
}

extension String {
  fileprivate func removing(suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
