import BuildFoundation
import Recipes

extension InstallerBase {
  /// Throws a `recipe` error for what no installer could be started from.
  func check() throws {
    func fault(_ message: String, hint: String? = nil) -> BuildError {
      BuildError(
        .recipe, "\(answer.text.location): reading the base: \(message)", hint: hint)
    }
    guard (kernel == nil) == (initrd == nil) else {
      throw fault("`kernel` and `initrd` belong together, and one is missing")
    }
    if iso == nil, kernel == nil {
      throw fault("the installer needs an `iso`, or a `kernel` and an `initrd`")
    }
    if answer.kind == .autounattend, iso == nil || kernel != nil {
      throw fault("Windows Setup starts from its `iso`, and has no `kernel`")
    }
    if answer.kind == .autoinstall, !answer.text.value.hasLine(beginning: "autoinstall:") {
      throw fault(
        "the autoinstall file has no `autoinstall:` key",
        hint: "it is cloud-init user data: everything is below that one key")
    }
    if let secret = arguments.first(where: { $0.value.contains("${secret.") }) {
      throw BuildError(
        .recipe,
        "\(secret.location): reading the base: a secret among the kernel's arguments could be seen by "
          + "every user of this host", hint: "put it into the answer file")
    }
  }
}

extension String {
  fileprivate func hasLine(beginning start: String) -> Bool {
    split(whereSeparator: \.isNewline).contains { $0.hasPrefix(start) }
  }
}
