extension BaseKind {
  /// An operating system's own installer.
  static let installer = BaseKind(
    "installer",
    Shape(
      "An operating system installed by its own installer, unattended, in a builder. It runs on the "
        + "hardware that `properties` declares, and with the `builder`'s memory.",
      exactlyOne: InstallerBase.AnswerKind.allCases.map(\.rawValue),
      hints: [
        "answer": "the answer file stands under its kind: `preseed`, `kickstart`, `autoinstall` or "
          + "`autounattend`",
        "url": "the installer's disc stands under `iso`",
      ],
      keys: [
        .optional(
          "iso", .fileSource,
          "The installer's disc; without one, the installer gets by network what it installs."),
        .optional(
          "kernel", .fileSource, default: "that of the `iso`", "The installer's kernel."),
        .optional(
          "initrd", .fileSource, default: "that of the `iso`", "The installer's initial RAM disk."),
        .optional("preseed", .file, "What answers debian-installer's questions."),
        .optional("kickstart", .file, "What answers Anaconda's questions."),
        .optional(
          "autoinstall", .file, "What answers Ubuntu's questions: user data with `autoinstall:`."),
        .optional(
          "autounattend", .file,
          "What answers the questions of Windows Setup, which the firmware starts."),
        .optional("arguments", .list(.line), "More arguments for the installer's kernel."),
        .optional(
          "timeout", .duration, default: "`2h`",
          "How long the installation may take; it ends when the installer powers off or restarts."),
      ]),
    example: """
      base:
        installer:
          iso: {url: "file:///srv/debian-12-netinst.iso"}
          preseed: files/preseed.cfg
      """
  ) { map in
    let iso = map["iso"].map { $0.fileSource() }
    let kernel = map["kernel"].map { $0.fileSource() }
    let initrd = map["initrd"].map { $0.fileSource() }
    let answer = answer(map)
    let arguments = map["arguments"].map { $0.list(of: "an argument", kernelArgument) } ?? []
    let timeout = map["timeout"].map { $0.duration() }
    let isComplete = checkStart(map)
    guard isComplete, iso != .some(nil), kernel != .some(nil), initrd != .some(nil), let answer,
      let arguments, timeout != .some(nil)
    else { return nil }
    var base = InstallerBase(
      iso: iso ?? nil, kernel: kernel ?? nil, initrd: initrd ?? nil, answer: answer,
      arguments: arguments)
    if let timeout = timeout ?? nil { base.timeout = timeout }
    return .base(.installer(base))
  }

  /// Reports what no installer could be started from.
  private static func checkStart(_ map: MappingReader) -> Bool {
    let given = Set(map.given.map(\.value))
    if given.contains("autounattend") {
      for key in ["kernel", "initrd", "arguments"] where given.contains(key) {
        map[key]?.fault(
          "`\(key)` is of no use to Windows Setup, which the firmware starts",
          hint: "leave it out; `iso` is all that it needs")
      }
      guard !given.contains("iso") else { return given.isDisjoint(with: ["kernel", "initrd"]) }
      map.fault("\(map.what) with `autounattend` needs the key `iso`")
      return false
    }
    switch (given.contains("kernel"), given.contains("initrd"), given.contains("iso")) {
    case (true, false, _): map["kernel"]?.fault("`kernel` needs `initrd` beside it")
    case (false, true, _): map["initrd"]?.fault("`initrd` needs `kernel` beside it")
    case (false, false, false): map.fault("\(map.what) needs `iso`, or `kernel` and `initrd`")
    default: return true
    }
    return false
  }

  private static func answer(_ map: MappingReader) -> InstallerBase.Answer? {
    let kinds = InstallerBase.AnswerKind.allCases
    guard let kind = kinds.first(where: { map[$0.rawValue] != nil }),
      let value = map[kind.rawValue], let text = value.template()
    else { return nil }
    SecretCheck(value.reading).script(text)
    let lines = text.value.split(whereSeparator: \.isNewline)
    if kind == .autoinstall, !lines.contains(where: { $0.hasPrefix("autoinstall:") }) {
      value.fault(
        "the file has no `autoinstall:` key",
        hint: "it is cloud-init user data: everything stands below that one key")
      return nil
    }
    return InstallerBase.Answer(kind, text)
  }

  /// An argument of a kernel's command line, which separates them by spaces.
  private static func kernelArgument(_ value: ValueReader) -> Located<String>? {
    value.line("one argument, without spaces outside of quotes") { text in
      let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
      return parts.count % 2 == 1
        && stride(from: 0, to: parts.count, by: 2).allSatisfy { !parts[$0].contains(" ") }
    }
  }
}
