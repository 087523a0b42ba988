extension StepKind {
  /// The host name.
  static let hostname = StepKind(
    "hostname",
    Shape(
      "Sets the host name, of Windows at its first boot; an instance may get another from its metadata.",
      keys: [.required("name", .line, "The name, with its domain or without.")]),
    example: """
      - hostname: web.example.org
      """,
    shorthand: Shorthand(type: .line) { hostname($0) }
  ) { map in
    map.required("name").flatMap(hostname)
  }

  @Sendable private static func hostname(_ value: ValueReader) -> StepAction? {
    value.line("a host name of letters, digits and `-`, at most 64", HostnameStep.isName)
      .map { .hostname(HostnameStep($0)) }
  }

  /// The time zone.
  static let timezone = StepKind(
    "timezone",
    Shape(
      "Sets the time zone, of Windows at its first boot.",
      keys: [
        .required(
          "zone", .line,
          "The zone's name, which the guest must know; for Windows, its own names too.")
      ]),
    example: """
      - timezone: Europe/Berlin
      """,
    shorthand: Shorthand(type: .line) { timezone($0) }
  ) { map in
    map.required("zone").flatMap(timezone)
  }

  @Sendable private static func timezone(_ value: ValueReader) -> StepAction? {
    value.line("a time zone such as `Europe/Berlin`", TimezoneStep.isName)
      .map { .timezone(TimezoneStep($0)) }
  }

  /// Language and character set.
  static let locale = StepKind(
    "locale",
    Shape(
      "Sets language and character set; of Windows, at its first boot, how it writes numbers and dates.",
      keys: [.required("name", .line, "The locale's name, which the guest must know.")]),
    example: """
      - locale: de_DE.UTF-8
      """,
    shorthand: Shorthand(type: .line) { locale($0) }
  ) { map in
    map.required("name").flatMap(locale)
  }

  @Sendable private static func locale(_ value: ValueReader) -> StepAction? {
    value.line("a locale such as `de_DE.UTF-8`", LocaleStep.isName)
      .map { .locale(LocaleStep($0)) }
  }

  /// The keyboard's layout.
  static let keyboard = StepKind(
    "keyboard",
    Shape(
      "Sets the keyboard's layout, of Windows at its first boot.",
      keys: [
        .required(
          "layout", .line,
          "The layout as X calls it; for Windows, its identifiers such as `0407:00000407` too."),
        .optional("model", .line, default: "`pc105`", "The keyboard's model."),
        .optional("variant", .line, default: "none", "The layout's variant."),
        .optional("options", .line, default: "none", "Options, with commas."),
      ]),
    example: """
      - keyboard: {layout: de, variant: nodeadkeys}
      """,
    shorthand: Shorthand(type: .line) { value in
      layoutName(value).map { .keyboard(KeyboardStep(layout: $0)) }
    }
  ) { map in
    let layout = map.required("layout").flatMap(layoutName)
    let model = map["model"].map { layoutName($0)?.value } ?? "pc105"
    let variant = map["variant"].map { layoutName($0)?.value } ?? ""
    let options = map["options"].map { layoutName($0)?.value } ?? ""
    guard let layout, let model, let variant, let options else { return nil }
    return .keyboard(
      KeyboardStep(layout: layout, model: model, variant: variant, options: options))
  }

  @Sendable private static func layoutName(_ value: ValueReader) -> Located<String>? {
    value.line("a name of xkeyboard-config, such as `de`", KeyboardStep.isName)
  }
}
