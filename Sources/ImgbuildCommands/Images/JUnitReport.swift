import BuildFoundation
import Foundation
import Pipeline

/// What came of a verification, in the form that CI systems read (JUnit's XML, as Jenkins and GitLab take
/// it).
struct JUnitReport {
  let name: String
  let verification: ImageVerification

  var text: String {
    let cases = verification.cases
    let seconds = cases.reduce(0) { $0 + $1.seconds }
    let suite = MarkupElement(
      "testsuite",
      [
        "name": "imgbuild verify \(name)", "tests": "\(cases.count)",
        "failures": "\(verification.failures.count)", "errors": "0", "time": Self.text(seconds),
      ],
      [
        MarkupElement(
          "properties",
          [MarkupElement("property", ["name": "hardware", "value": verification.hardware])])
      ] + cases.map { element($0) })
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + suite.rendered()
  }

  private func element(_ item: VerificationCase) -> MarkupElement {
    var failures: [MarkupElement] = []
    if let failure = item.failure {
      let first = failure.split(separator: "\n").first.map(String.init) ?? ""
      failures.append(MarkupElement("failure", ["message": first], text: failure))
    }
    return MarkupElement(
      "testcase",
      ["classname": name, "name": item.title, "time": Self.text(item.seconds)], failures)
  }

  private static func text(_ seconds: Double) -> String { String(format: "%.3f", seconds) }
}
