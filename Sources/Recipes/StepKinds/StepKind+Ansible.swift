import SystemPackage

extension StepKind {
  /// A playbook of Ansible.
  static let ansible = StepKind(
    "ansible",
    Shape(
      "Plays an Ansible playbook of the host against the guest, without SSH or a network.",
      keys: [
        .required(
          "playbook", .file,
          "The playbook, in a folder of its own: all that is in the folder decides the result."),
        .optional(
          "variables", .dictionary(key: "names", .text),
          "Variables that win over those of the playbook; they may refer to secrets."),
        .optional(
          "arguments", .list(.line), "Further arguments of `ansible-playbook`, such as `--tags`."),
      ]),
    example: """
      - ansible:
          playbook: ansible/site.yml
          variables: {http_port: 8080}
      """
  ) { map in
    let playbook = map.required("playbook").flatMap { playbookFile($0) }
    let variables = map["variables"].map { playVariables($0) } ?? [:]
    let arguments = map["arguments"].map { $0.list(of: "an argument") { $0.line() } } ?? []
    guard let playbook, let variables, let arguments else { return nil }
    return .ansible(
      AnsibleStep(
        playbook: playbook, variables: variables, arguments: arguments.map(\.value)))
  }

  /// The recipe's own folder holds what no playbook reads, and often the output.
  private static func playbookFile(_ value: ValueReader) -> RecipeFile? {
    guard let file = value.recipeFile(allowFolder: false) else { return nil }
    let folder = file.path.removingLastComponent()
    guard folder != value.reading.folder else {
      value.fault(
        "the playbook lies beside the recipe, and all that is in its folder decides the result",
        hint: "put it into a folder of its own, with its roles and files: ansible/\(file.name)")
      return nil
    }
    guard value.isWithin(folder, FilePath(file.name).removingLastComponent().string) else {
      return nil
    }
    return file
  }

  private static func playVariables(_ value: ValueReader) -> [String: String]? {
    guard let pairs = value.pairs() else { return nil }
    var variables: [String: String] = [:]
    for (key, value) in pairs {
      guard isVariable(key.value) else {
        value.reading.fault(
          "`\(value.shortened(key.value))` is not a variable's name", at: key.location)
        continue
      }
      guard let text = value.text(mayHoldSecrets: true) else { continue }
      SecretCheck(value.reading).value(text, of: key.value)
      variables[key.value] = text.value
    }
    return variables.count == pairs.count ? variables : nil
  }

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !first.isASCIIDigit else { return false }
    return name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || $0 == "_" }
  }
}
