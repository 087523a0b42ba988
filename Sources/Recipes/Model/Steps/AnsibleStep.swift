/// Plays an Ansible playbook of the host against the guest.
public struct AnsibleStep: Sendable, Hashable, Encodable {
  /// The playbook; all that is in its folder decides the result.
  public var playbook: RecipeFile
  /// Variables that win over those of the playbook and its roles.
  public var variables: [String: String]
  /// Further arguments of `ansible-playbook`, such as `--tags`.
  public var arguments: [String]

  /// Makes the step.
  public init(
    playbook: RecipeFile, variables: [String: String] = [:], arguments: [String] = []
  ) {
    self.playbook = playbook
    self.variables = variables
    self.arguments = arguments
  }
}

extension AnsibleStep: StepDetails {
  var kind: String { "ansible" }
  var summary: String { "ansible: \(playbook.name)" }
  var files: [RecipeFile] { [playbook] }
}
