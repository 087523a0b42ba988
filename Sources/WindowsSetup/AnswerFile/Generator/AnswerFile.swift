import BuildFoundation

/// An answer file of Windows Setup, as generated: well-formed, and in the order of the schema.
public struct AnswerFile: Sendable {
  /// The file's content, in UTF-8.
  public let text: String

  /// The `Autounattend.xml` of an installation from a disc.
  ///
  /// Throws a `usage` error for options that Windows would not take.
  public init(_ options: AnswerFileOptions) throws {
    try options.check()
    var passes: [SetupPass: [MarkupElement]] = [
      .windowsPE: options.windowsPE, .offlineServicing: options.offlineServicing,
      .specialize: options.specialize, .oobeSystem: options.oobeSystem,
    ]
    for override in options.overrides {
      passes[override.pass, default: []].apply(override, options.architecture)
    }
    self.init(passes: SetupPass.allCases.map { ($0, passes[$0] ?? []) })
  }

  /// The file for `sysprep /generalize /oobe /unattend:`.
  ///
  /// Throws a `usage` error for options that Windows would not take.
  public init(sysprep options: SysprepAnswerOptions) throws {
    try options.check()
    self.init(passes: [
      (.generalize, options.generalize), (.specialize, options.specialize),
      (.oobeSystem, options.oobeSystem),
    ])
  }

  /// Passes without components are left out.
  private init(passes: [(pass: SetupPass, components: [MarkupElement])]) {
    let settings = passes.filter { !$0.components.isEmpty }.map {
      MarkupElement("settings", ["pass": $0.pass.rawValue], $0.components)
    }
    let root = MarkupElement(
      "unattend",
      ["xmlns": SetupNamespace.unattend, "xmlns:wcm": SetupNamespace.configuration], settings)
    text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.rendered()
  }
}
