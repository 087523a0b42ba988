import WindowsSetup

extension StepKind {
  /// What makes a Windows fit for being copied.
  static let sysprep = StepKind(
    "sysprep",
    Shape(
      "Has Windows generalize itself with sysprep at the end of its first boot, and turn the machine off.",
      hints: [
        "unattend": "the answer file is written from the other keys",
        "timezone": "the time zone is `time-zone`",
        "password": "the administrator's password is `administrator-password`",
      ],
      keys: [
        .optional(
          "language", .line, default: "the one that Windows has",
          "The language of Windows in instances, such as `de-DE`; it has to be there."),
        .optional(
          "locale", .line, default: "that of the language",
          "How instances write numbers and dates: `de-DE`, `de_DE.UTF-8`."),
        .optional(
          "keyboard", .line, default: "that of the locale",
          "Their keyboard: a layout such as `de`, or Windows' identifiers, `0407:00000407`."),
        .optional(
          "time-zone", .line, default: "`UTC`",
          "Their time zone: `Europe/Berlin`, or Windows' name for it."),
        .optional(
          "administrator-password", .line, default: "none: Cloudbase-Init answers for instances",
          "The administrator's password in instances, best as `${secret.name}`."),
        .optional(
          "copy-profile", .boolean, default: "`false`",
          "Whether the administrator's profile becomes that of new users."),
        .optional(
          "keep-devices", .boolean, default: "`true`",
          "Whether drivers stay installed; `false` for hardware that differs."),
      ]),
    places: [.appliance],
    example: """
      - sysprep: true
      """,
    shorthand: Shorthand(type: .boolean) { value in
      guard let wanted = value.boolean() else { return nil }
      guard wanted else {
        value.fault("`sysprep: false` does nothing", hint: "leave the step out, or use `when`")
        return nil
      }
      return .sysprep(SysprepStep())
    },
    read: read)

  @Sendable private static func read(_ map: MappingReader) -> StepAction? {
    let language = map["language"].map { $0.windowsLocale() }
    let locale = map["locale"].map { $0.windowsLocale() }
    let keyboard = map["keyboard"].map { $0.windowsKeyboard() }
    let zone = map["time-zone"].map { $0.windowsTimeZone() }
    let password = map["administrator-password"].map { $0.secretText() }
    let copies = map["copy-profile"].map { $0.boolean() } ?? false
    let keeps = map["keep-devices"].map { $0.boolean() } ?? true
    guard let copies, let keeps, language != .some(nil), locale != .some(nil),
      keyboard != .some(nil), zone != .some(nil), password != .some(nil)
    else { return nil }
    return .sysprep(
      SysprepStep(
        language: language ?? nil, locale: locale ?? nil, keyboard: keyboard ?? nil,
        timeZone: zone ?? nil, administratorPassword: password ?? nil, copiesProfile: copies,
        keepsDevices: keeps))
  }
}
