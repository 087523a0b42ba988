extension UserAccount {
  /// Whether `name` can name an account or a group: what shadow's tools take by default.
  public static func isName(_ name: String) -> Bool {
    (1...32).contains(name.count) && name.wholeMatch(of: /[a-z_][a-z0-9_.-]*\$?/) != nil
  }

  /// The type and the body of a line of `authorized_keys`, options and comment left out; nil when it
  /// is no such line.
  public static func keyBody(_ line: String) -> (type: String, body: String)? {
    guard !line.contains(where: \.isNewline) else { return nil }
    let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
    let types = ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"]
    for (type, body) in zip(words, words.dropFirst()) {
      // A key begins with its type's length and name, so its base64 does with `AAAA`.
      guard types.contains(where: type.hasPrefix), body.hasPrefix("AAAA"), body.count >= 40,
        body.wholeMatch(of: /[A-Za-z0-9+\/]+=*/) != nil
      else { continue }
      return (type, body)
    }
    return nil
  }
}
