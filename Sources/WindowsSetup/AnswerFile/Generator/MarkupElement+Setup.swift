import BuildFoundation

extension MarkupElement {
  /// The settings of a component; nil where there are none.
  static func component(
    _ component: SetupComponent, _ architecture: WindowsArchitecture, _ settings: [MarkupElement]
  ) -> MarkupElement? {
    settings.isEmpty ? nil : .component(named: component.rawValue, architecture, settings)
  }

  /// A component, by its name in Windows.
  static func component(
    named name: String, _ architecture: WindowsArchitecture, _ settings: [MarkupElement]
  ) -> MarkupElement {
    MarkupElement(
      "component",
      [
        "name": name, "processorArchitecture": architecture.rawValue,
        "publicKeyToken": SetupNamespace.publicKeyToken, "language": "neutral",
        "versionScope": "nonSxS",
      ], settings)
  }

  /// A setting with a value.
  static func setting(_ name: String, _ value: String) -> MarkupElement {
    MarkupElement(name, text: value)
  }

  /// A setting that is on or off.
  static func setting(_ name: String, _ value: Bool) -> MarkupElement {
    MarkupElement(name, text: value ? "true" : "false")
  }

  /// A setting with a number.
  static func setting(_ name: String, _ value: Int) -> MarkupElement {
    MarkupElement(name, text: String(value))
  }

  /// An item of a list: Windows adds it to what the image has.
  static func item(_ name: String, _ settings: [MarkupElement]) -> MarkupElement {
    MarkupElement(name, ["wcm:action": "add"], settings)
  }

  /// That no page is shown for a part of Setup.
  ///
  /// An error ends Setup: nobody is there to read it.
  static var neverShowsUI: MarkupElement { setting("WillShowUI", "Never") }

  /// A password, hidden in the way of Windows.
  static func password(_ name: String, _ password: AnswerFilePassword) -> MarkupElement {
    MarkupElement(
      name,
      [setting("Value", password.hidden(in: name)), setting("PlainText", false)])
  }

  /// Commands as `RunSynchronous` has them; nil where there are none.
  static func runSynchronous(_ commands: [SetupCommand]) -> MarkupElement? {
    guard !commands.isEmpty else { return nil }
    return MarkupElement(
      "RunSynchronous",
      commands.enumerated().map { index, command in
        item(
          "RunSynchronousCommand",
          [setting("Order", index + 1), setting("Path", command.line)]
            + (command.summary.map { [setting("Description", $0)] } ?? [])
            + (command.asksForRestart ? [setting("WillReboot", "OnRequest")] : []))
      })
  }

  /// Folders with drivers; no settings where there are none.
  static func driverPaths(_ paths: [String]) -> [MarkupElement] {
    guard !paths.isEmpty else { return [] }
    let items = paths.enumerated().map { index, path in
      MarkupElement(
        "PathAndCredentials", ["wcm:action": "add", "wcm:keyValue": String(index + 1)],
        [setting("Path", path)])
    }
    return [MarkupElement("DriverPaths", items)]
  }

  /// Language, locale and keyboard in the order of the international components; what is nil is left out.
  static func international(
    language: String?, locale: String?, keyboard: String?, isSetup: Bool
  ) -> [MarkupElement] {
    let display = language.map { setting("UILanguage", $0) }
    let setup =
      isSetup ? display.map { MarkupElement("SetupUILanguage", [$0, neverShowsUI]) } : nil
    return [
      keyboard.map { setting("InputLocale", $0) }, setup,
      locale.map { setting("SystemLocale", $0) }, display,
      locale.map { setting("UserLocale", $0) },
    ].compactMap { $0 }
  }
}
