/// Passwords in answer files that Windows has kept.
public enum AnswerFileSecrets {
  /// Where Windows and Setup leave answer files behind; `*` stands for any letters within one name.
  public static let places = [
    "/Windows/Panther/*unattend*.xml", "/Windows/Panther/Unattend/*.xml",
    "/Windows/System32/Sysprep/*unattend*.xml", "/*unattend.xml",
  ]

  /// What Windows writes in place of those that it has used.
  private static let deleted = "*SENSITIVE*DATA*DELETED*"

  /// Whether a file holds a password, hidden or not; one that cannot be read does where it names one.
  public static func areIn(_ bytes: [UInt8]) -> Bool {
    guard let root = try? MarkupScanner.root(of: AnswerFileText(bytes)) else {
      return String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self).lowercased()
        .contains("password")
    }
    return root.subtree.contains { node in
      // `Password`, `AdministratorPassword`, and those of domains.
      guard node.name.lowercased().hasSuffix("password") else { return false }
      let text = (node.child("Value") ?? node).text
      return !text.isEmpty && !text.contains(deleted)
    }
  }
}
