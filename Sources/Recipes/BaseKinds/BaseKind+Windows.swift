import BuildFoundation
import WindowsSetup

extension BaseKind {
  /// A Windows from its disc.
  static let windows = BaseKind(
    "windows",
    Shape(
      "A Windows installed from its disc by Windows Setup, without anybody, in a builder. Its firmware is what "
        + "`properties` declares, UEFI without; its disk and network card are virtio, unless `compat` is set.",
      hints: [
        "autounattend": "a file of your own is given by `installer: {iso: …, autounattend: …}`",
        "url": "the disc of Windows stands under `iso`",
        "drivers": "the disc of drivers is `virtio`",
        "image": "the image on the disc is `edition`", "index": "write the number as `edition`",
        "product_key": "write `product-key`", "rdp": "write `remote-desktop: true`",
      ],
      keys: [
        .required("iso", .fileSource, "The disc of Windows."),
        .optional(
          "edition", .line, default: "the only one",
          "The image on the disc: its name, its edition such as `Professional`, or its number. "
            + "`imgbuild windows editions` lists them."),
        .optional(
          "virtio", .fileSource,
          "The disc of virtio-win, whose drivers Setup loads and Windows gets. Needed unless `compat` is set."
        ),
        .optional(
          "compat", .boolean, default: "`false`",
          "Whether to install on an IDE disk with an e1000 network card, which need no drivers; a step "
            + "`drivers` takes it to virtio afterwards."),
        .optional(
          "password", .line, default: "a random one, which nobody gets to know",
          "The administrator's password; it is in the image."),
        .optional(
          "product-key", .line, default: "none: evaluation and volume media need none",
          "The product key."),
        .optional(
          "language", .line, default: "`en-US`", "The language, which the disc has to have."),
        .optional("locale", .line, default: "the `language`", "How numbers and dates are written."),
        .optional(
          "keyboard", .line, default: "the `language`",
          "The keyboard: a locale, or identifiers like `0409:00000409`."),
        .optional(
          "timezone", .line, default: "`UTC`",
          "The time zone: `Europe/Berlin`, or Windows' name, `W. Europe Standard Time`."),
        .optional(
          "computer-name", .line, default: "one that Windows makes up", "At most 15 characters."),
        .optional("owner", .line, default: "`imgbuild`", "Whom Windows is registered to."),
        .optional("organization", .line, "The organization that Windows is registered to."),
        .optional(
          "remote-desktop", .boolean, default: "`false`",
          "Whether Remote Desktop is let in, with network level authentication."),
        .optional("firewall", .boolean, default: "`true`", "Whether the firewall is on."),
        .optional(
          "recovery", .size, default: "none; Windows RE stays in Windows' own partition",
          "The size of a recovery partition before that of Windows."),
        .optional(
          "guest-agent", .boolean, default: "`true`",
          "Whether QEMU's guest agent is installed from the disc of virtio-win, where that has it."),
        .optional(
          "commands", .list(.line),
          "Lines of a batch file that run in the installed Windows as the administrator, in order; one that fails ends "
            + "the build."),
        .optional(
          "answer-file", .dictionary(key: "`PASS/COMPONENT/SETTING`", .text),
          "Single settings of the answer file, such as "
            + "`oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/ProtectYourPC: \"1\"`."),
        .optional(
          "timeout", .duration, default: "`4h`",
          "How long the installation may take; it ends when Windows turns the machine off."),
      ]),
    example: """
      base:
        windows:
          iso: {url: "file:///srv/windows-server-2022.iso"}
          edition: Windows Server 2022 SERVERSTANDARD
          virtio: {url: "file:///srv/virtio-win.iso"}
      """,
    read: read)

  @Sendable private static func read(_ map: MappingReader) -> BaseChoice? {
    let iso = map.required("iso")?.fileSource()
    let virtio = map["virtio"].map { $0.fileSource() }
    let edition = map["edition"].map { $0.line() }
    let compatible = map["compat"].map { $0.boolean() } ?? false
    let timeout = map["timeout"].map { $0.duration() }
    let answers = answers(map)
    guard let iso, virtio != .some(nil), edition != .some(nil), let compatible,
      timeout != .some(nil), let answers
    else { return nil }
    if virtio == nil, !compatible {
      map.fault(
        "Setup would find neither its disk nor a network card, which are virtio",
        hint: "name the disc of virtio-win as `virtio`, or write `compat: true`")
      return nil
    }
    var base = WindowsBase(
      iso: iso, edition: edition ?? nil, virtio: virtio ?? nil, isCompatible: compatible,
      answers: answers)
    if let timeout = timeout ?? nil { base.timeout = timeout }
    return .base(.windows(base))
  }

  private static func answers(_ map: MappingReader) -> WindowsBase.Answers? {
    var answers = WindowsBase.Answers()
    var isComplete = true
    /// Reads `key` where it is given; what cannot be read has been reported.
    func take<Value>(
      _ key: String, _ part: WritableKeyPath<WindowsBase.Answers, Value?>,
      _ read: (ValueReader) -> Value?
    ) {
      guard let value = map[key] else { return }
      guard let found = read(value) else { return isComplete = false }
      answers[keyPath: part] = found
    }
    take("password", \.password) { value in
      let text = value.setupSecret()
      if let text { SecretCheck(value.reading).value(text, of: "password") }
      return text
    }
    take("product-key", \.productKey) { $0.setupSecret() }
    take("language", \.language) { $0.line()?.value }
    take("locale", \.locale) { $0.line()?.value }
    take("keyboard", \.keyboard) { $0.line()?.value }
    take("timezone", \.timeZone) { $0.line()?.value }
    take("computer-name", \.computerName) { $0.line()?.value }
    take("owner", \.owner) { $0.line()?.value }
    take("organization", \.organization) { $0.line()?.value }
    take("remote-desktop", \.remoteDesktop) { $0.boolean() }
    take("firewall", \.firewall) { $0.boolean() }
    take("recovery", \.recoverySize) { $0.size(in: .mebibytes(300) ... .gibibytes(64))?.value }
    let agent = map["guest-agent"].map { $0.boolean() } ?? true
    let commands =
      map["commands"].map { $0.list(of: "a command") { $0.setupCommand() } } ?? []
    let settings = map["answer-file"].map { $0.answerFileSettings() } ?? [:]
    guard isComplete, let agent, let commands, let settings else { return nil }
    answers.installsGuestAgent = agent
    answers.commands = commands
    answers.settings = settings
    return check(answers, map) ? answers : nil
  }

  /// Whether the generator takes the answers, as far as it can tell before the disc is looked at.
  private static func check(_ answers: WindowsBase.Answers, _ map: MappingReader) -> Bool {
    var answers = answers
    // Of a secret nothing is known yet.
    if answers.password?.value.contains("${secret.") == true { answers.password = nil }
    if answers.productKey?.value.contains("${secret.") == true { answers.productKey = nil }
    do {
      _ = try AnswerFile(
        answers.options(version: .server2022, firmware: .uefi, image: .index(1)) { $0 })
      return true
    } catch let error as BuildError {
      map.fault(error.message, hint: error.hint)
    } catch {
      map.fault("\(error)")
    }
    return false
  }
}

extension ValueReader {
  /// A text that may be a secret.
  fileprivate func setupSecret() -> Located<String>? {
    guard let text = text(mayHoldSecrets: true) else { return nil }
    guard !text.value.isEmpty else {
      fault("\(what) is empty")
      return nil
    }
    return text
  }

  /// A line for a batch file, which would read beyond ASCII by the language of Windows.
  fileprivate func setupCommand() -> String? {
    line("one line of ASCII, at most 8000 characters") {
      $0.utf8.count <= 8000 && $0.unicodeScalars.allSatisfy { (0x20..<0x7f).contains($0.value) }
    }?.value
  }

  /// Values of single settings by their paths.
  fileprivate func answerFileSettings() -> [String: String]? {
    guard let pairs = pairs() else { return nil }
    var settings: [String: String] = [:]
    var isComplete = true
    for (key, value) in pairs {
      guard let text = value.text() else {
        isComplete = false
        continue
      }
      settings[key.value] = text.value
    }
    return isComplete ? settings : nil
  }
}
