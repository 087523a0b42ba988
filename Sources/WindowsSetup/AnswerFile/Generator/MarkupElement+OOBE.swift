import BuildFoundation

extension MarkupElement {
  /// The pages of the first start that are not shown.
  ///
  /// Not `SkipMachineOOBE` and `SkipUserOOBE`: Microsoft calls them deprecated, for they leave out what
  /// Windows has to do then.
  static func oobe(isServer: Bool) -> MarkupElement {
    let account: [MarkupElement] =
      isServer
      ? [setting("HideLocalAccountScreen", true)]
      : [setting("HideOEMRegistrationScreen", true), setting("HideOnlineAccountScreens", true)]
    let wireless: [MarkupElement] = isServer ? [] : [setting("HideWirelessSetupInOOBE", true)]
    return MarkupElement(
      "OOBE",
      [setting("HideEULAPage", true)] + account + wireless + [setting("ProtectYourPC", 3)])
  }

  /// No page and none of what they do, as Cloudbase-Init's own file has it.
  static var skippedOOBE: MarkupElement {
    MarkupElement(
      "OOBE",
      [
        setting("HideEULAPage", true), setting("ProtectYourPC", 1),
        setting("SkipMachineOOBE", true), setting("SkipUserOOBE", true),
      ])
  }

  /// Commands for the first logon; nil where there are none.
  static func firstLogon(_ commands: [SetupCommand]) -> MarkupElement? {
    guard !commands.isEmpty else { return nil }
    return MarkupElement(
      "FirstLogonCommands",
      commands.enumerated().map { index, command in
        item(
          "SynchronousCommand",
          [setting("CommandLine", command.line)]
            + (command.summary.map { [setting("Description", $0)] } ?? [])
            + [setting("Order", index + 1)])
      })
  }
}
