import BuildFoundation

extension SysprepAnswerOptions {
  /// What sysprep does before it shuts down.
  ///
  /// `SkipRearm` is 0: images of which instances are made have to have their licence clock reset.
  var generalize: [MarkupElement] {
    [
      .component(
        .pnpSysprep, architecture, [.setting("PersistAllDeviceInstalls", persistsDeviceInstalls)]),
      .component(.licensing, architecture, [.setting("SkipRearm", 0)]),
    ].compactMap { $0 }
  }

  /// What is set at an instance's first start.
  var specialize: [MarkupElement] {
    let commands = MarkupElement.runSynchronous(specializeCommands).map { [$0] } ?? []
    return [
      .component(.deployment, architecture, commands),
      .component(
        .shellSetup, architecture,
        [.setting("CopyProfile", copiesProfile), .setting("TimeZone", timeZone)]),
    ].compactMap { $0 }
  }

  /// What answers the questions of an instance's first start.
  var oobeSystem: [MarkupElement] {
    let accounts = administratorPassword.map {
      [MarkupElement("UserAccounts", [.password("AdministratorPassword", $0)])]
    }
    return [
      .component(
        .international, architecture,
        MarkupElement.international(
          language: language, locale: locale, keyboard: keyboard, isSetup: false)),
      .component(
        .shellSetup, architecture, [.oobe(isServer: version.isServer)] + (accounts ?? [])),
    ].compactMap { $0 }
  }

  /// Throws a `usage` error for the first value that Windows would not take.
  func check() throws {
    var options = AnswerFileOptions(
      version: version, architecture: architecture, firmware: .uefi, image: .index(1),
      administratorPassword: administratorPassword ?? AnswerFilePassword("none"))
    options.language = language
    options.locale = locale
    options.keyboard = keyboard
    options.timeZone = timeZone
    options.specializeCommands = specializeCommands
    try options.check()
  }
}
