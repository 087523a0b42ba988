import BuildFoundation
import Recipes

/// A script in the image ends with status 0, and prints what is expected.
struct ScriptCheck: VerificationCheck {
  let test: RunTest

  var title: String {
    let line = test.script.split(separator: "\n").first.map(String.init) ?? ""
    return "`\(line.prefix(60))` succeeds"
  }

  func failure(in guest: any BootedGuest) async throws -> String? {
    let tail = OutputTail()
    let status = try await guest.run(
      .shell(test.script, environment: test.environment, limit: .seconds(120))
    ) {
      tail.append($0)
    }
    let printed = tail.lines.joined(separator: "\n")
    guard status == 0 else { return "it ended with status \(status): \(printed)" }
    if let text = test.expect, !printed.contains(text) { return "it printed: \(printed)" }
    return nil
  }
}

extension VerificationTest {
  /// The check that the test asks for.
  var check: any VerificationCheck {
    switch self {
    case .http(let test): HTTPCheck(test: test)
    case .run(let test): ScriptCheck(test: test)
    }
  }
}
