import BuildFoundation

extension AnswerFileOptions {
  /// What answers the questions of the first start, and runs commands after it.
  var oobeSystem: [MarkupElement] {
    let international = MarkupElement.international(
      language: language, locale: locale, keyboard: keyboard, isSetup: false)
    let shell =
      [autologon, .firstLogon(commands)].compactMap { $0 } + [
        .oobe(isServer: version.isServer), userAccounts,
      ]
    return [
      .component(.international, architecture, international),
      .component(.shellSetup, architecture, shell),
    ].compactMap { $0 }
  }

  private var autologon: MarkupElement? {
    guard autologonCount > 0 else { return nil }
    return MarkupElement(
      "AutoLogon",
      [
        .password("Password", administratorPassword), .setting("Enabled", true),
        // Windows logs on once more than it is told to, if it is told to at all: "LogonCount".
        .setting("LogonCount", max(1, autologonCount - 1)),
        .setting("Username", "Administrator"),
      ])
  }

  /// `LogonCount` cannot say once; the same page says how to.
  private var commands: [SetupCommand] {
    guard autologonCount == 1 else { return firstLogonCommands }
    let key = #"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"#
    let once = SetupCommand(
      #"reg.exe add "\#(key)" /v AutoLogonCount /t REG_DWORD /d 0 /f"#,
      summary: "Log on by itself only once")
    return [once] + firstLogonCommands
  }

  private var userAccounts: MarkupElement {
    var settings: [MarkupElement] = [.password("AdministratorPassword", administratorPassword)]
    if !accounts.isEmpty {
      settings.append(
        MarkupElement(
          "LocalAccounts",
          accounts.map { account in
            .item(
              "LocalAccount",
              [
                .password("Password", account.password), .setting("DisplayName", account.name),
                .setting("Group", account.group), .setting("Name", account.name),
              ])
          }))
    }
    return MarkupElement("UserAccounts", settings)
  }
}
