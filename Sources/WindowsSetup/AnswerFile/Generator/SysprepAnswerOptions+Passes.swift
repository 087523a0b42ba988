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
        [
          computerName.map { .setting("ComputerName", $0) },
          .setting("CopyProfile", copiesProfile),
          timeZone.map { .setting("TimeZone", $0) },
        ].compactMap { $0 }),
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
        .shellSetup, architecture,
        [skipsWelcome ? .skippedOOBE : .oobe(isServer: version.isServer)] + (accounts ?? [])),
    ].compactMap { $0 }
  }

  /// Throws a `usage` error for the first value that Windows would not take.
  func check() throws {
    var options = AnswerFileOptions(
      version: version, architecture: architecture, firmware: .uefi, image: .index(1),
      administratorPassword: administratorPassword ?? AnswerFilePassword("none"))
    if let language { options.language = language }
    if let locale { options.locale = locale }
    if let keyboard { options.keyboard = keyboard }
    if let timeZone { options.timeZone = timeZone }
    options.computerName = computerName
    options.specializeCommands = specializeCommands
    try options.check()
  }
}
