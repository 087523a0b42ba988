/// The passwords in anybody's answer file.
enum AnswerFilePasswords {
  /// How many there are, in the clear or hidden; 0 for what cannot be read.
  ///
  /// Those that Windows has taken out (`*SENSITIVE*DATA*DELETED*`) are none.
  static func count(in bytes: [UInt8]) -> Int {
    guard let text = try? AnswerFileText(bytes), let root = try? MarkupScanner.root(of: text) else {
      return 0
    }
    return root.subtree.count { node in
      guard node.name.lowercased().hasSuffix("password") else { return false }
      let value = node.child("Value")?.text ?? node.text
      return !value.isEmpty && !value.contains("SENSITIVE*DATA*DELETED")
    }
  }
}
