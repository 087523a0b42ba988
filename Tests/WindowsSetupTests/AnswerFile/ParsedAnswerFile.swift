import Foundation
import FoundationXML
import Testing

/// An answer file as libxml2 reads it, which is not the reader that the product has.
struct ParsedAnswerFile {
  private let document: XMLDocument

  init(_ text: String) throws {
    document = try XMLDocument(data: Data(text.utf8))
  }

  /// The texts of the elements at a path below a pass and a component, whose name may leave out
  /// `Microsoft-Windows-`.
  func values(_ pass: String, _ component: String, _ path: String) throws -> [String] {
    try elements(pass, component, path).map { $0.stringValue ?? "" }
  }

  /// The one text at a path; fails the test for none or several.
  func value(_ pass: String, _ component: String, _ path: String) throws -> String {
    let found = try values(pass, component, path)
    try #require(found.count == 1, "\(pass) \(component) \(path)")
    return found[0]
  }

  func elements(_ pass: String, _ component: String, _ path: String) throws -> [XMLElement] {
    let steps = path.split(separator: "/").map { "/*[local-name()='\($0)']" }.joined()
    let name = "[@name='\(component)' or @name='Microsoft-Windows-\(component)']"
    return try document.nodes(
      forXPath: "/*/*[@pass='\(pass)']/*[local-name()='component']\(name)" + steps
    ).compactMap { $0 as? XMLElement }
  }

  /// The passes in their order.
  var passes: [String] {
    get throws {
      try document.nodes(forXPath: "/*/*/@pass").compactMap(\.stringValue)
    }
  }

  /// Every component's attributes.
  var components: [[String: String]] {
    get throws {
      try document.nodes(forXPath: "//*[local-name()='component']").compactMap { node in
        (node as? XMLElement)?.attributes.map { attributes in
          Dictionary(
            attributes.map { ($0.name ?? "", $0.stringValue ?? "") }, uniquingKeysWith: { $1 })
        }
      }
    }
  }
}
