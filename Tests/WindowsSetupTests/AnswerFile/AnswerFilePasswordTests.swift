import Foundation
import Testing

@testable import WindowsSetup

@Suite struct AnswerFilePasswordTests {
  /// The values are Microsoft's examples, on the pages "Value (AdministratorPassword)" and
  /// "Password (LocalAccount)"; the second has no padding there either.
  @Test func theHiddenFormIsMicrosofts() {
    #expect(
      AnswerFilePassword("pw").hidden(in: "AdministratorPassword")
        == "cAB3AEEAZABtAGkAbgBpAHMAdAByAGEAdABvAHIAUABhAHMAcwB3AG8AcgBkAA==")
    #expect(AnswerFilePassword.revealed("cAB3AFAAYQBzAHMAdwBvAHIAZAA", in: "Password") == "pw")
    #expect(
      AnswerFilePassword("password").hidden(in: "Password")
        == "cABhAHMAcwB3AG8AcgBkAFAAYQBzAHMAdwBvAHIAZAA=")
  }

  @Test(arguments: ["a", "wört", "🔑", "pa'ss\"<&>", String(repeating: "x", count: 127)])
  func aPasswordComesBack(text: String) {
    let hidden = AnswerFilePassword(text).hidden(in: "Password")
    #expect(AnswerFilePassword.revealed(hidden, in: "Password") == text)
    #expect(AnswerFilePassword.revealed(hidden, in: "AdministratorPassword") == nil)
  }

  @Test(arguments: ["Secret-1", "U2VjcmV0", "====", "AAA", "cGFzc3dvcmQ="])
  func whatIsNotHiddenIsNotRevealed(value: String) {
    #expect(AnswerFilePassword.revealed(value, in: "Password") == nil)
  }

  @Test func aPasswordIsNotPrinted() throws {
    let options = AnswerFileOptions.full(.server2022, .uefi)
    var dumped = ""
    dump(options, to: &dumped)
    for text in ["\(options)", String(reflecting: options), dumped] {
      #expect(text.contains("***") || text.contains("AnswerFilePassword"))
      #expect(!text.contains("Secret-1"))
      #expect(!text.contains("pa'ss"))
    }
  }

  @Test func everyFormOfASecretIsTold() throws {
    let options = AnswerFileOptions.full(.server2022, .uefi)
    var text = try AnswerFile(options).text
    let file = try ParsedAnswerFile(text)
    let hidden =
      try file.values("oobeSystem", "Shell-Setup", "AutoLogon/Password/Value")
      + file.values("oobeSystem", "Shell-Setup", "UserAccounts/AdministratorPassword/Value")
      + file.values(
        "oobeSystem", "Shell-Setup", "UserAccounts/LocalAccounts/LocalAccount/Password/Value")
    #expect(hidden.count == 3)
    #expect(Set(hidden).isSubset(of: options.secrets))
    for secret in options.secrets { text = text.replacing(secret, with: "***") }
    #expect(!text.contains("AAAAA-BBBBB"))
    for value in hidden { #expect(!text.contains(value)) }
  }
}
