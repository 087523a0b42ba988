/// What Windows takes for values of answer files.
enum ValueSyntax {
  /// Characters of a `Path`: "Path (RunSynchronousCommand)" and "Path (PathAndCredentials)".
  static let longestPath = 259
  /// Characters of a `CommandLine`: "CommandLine (FirstLogonCommands SynchronousCommand)".
  static let longestCommandLine = 1024
  /// Values of `Order`: "Order (RunSynchronousCommand)".
  static let orders = 1...500

  /// Whether it is five groups of five: "Key (ProductKey)".
  ///
  /// X in all of them is a placeholder; zeros are used for machines with a key in their firmware.
  static func isProductKey(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    let characters = Set(groups.joined())
    return groups.count == 5 && groups.allSatisfy { $0.utf8.count == 5 } && characters != ["X"]
      && characters.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isLowercase || $0.isNumber) }
  }

  /// Why Windows does not take a computer's name; nil if it does.
  ///
  /// Source: "ComputerName (Shell-Setup)".
  static func fault(computerName name: String) -> String? {
    if name.utf8.count > 15 { return "has more than 15 bytes" }
    let forbidden = Set(##"{|}~[\]^':;<=>?@!"#$%`()+/.,*& "##)
    if let character = name.first(where: { forbidden.contains($0) || $0.isWhitespace }) {
      return character.isWhitespace ? "has a space in it" : "has a \(character) in it"
    }
    if !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isNumber }) {
      return "is a number"
    }
    return nil
  }

  /// Source: "Name (LocalAccount)" for the characters; no name of Windows' account database has more
  /// than 20.
  static func isAccountName(_ name: String) -> Bool {
    let forbidden = Set(#""/\[]:;|=,+*?<>@%"#)
    return (1...20).contains(name.utf16.count) && !name.contains { forbidden.contains($0) }
      && !name.allSatisfy { $0 == "." || $0 == " " } && name.uppercased() != "NONE"
  }
}
