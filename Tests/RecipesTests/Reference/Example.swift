import Foundation
import SystemPackage
import Testing

@testable import Recipes

/// The examples of the reference, each as a whole recipe.
struct Example: Sendable, CustomTestStringConvertible {
  let kind: String
  let shape: Shape
  let text: String
  var testDescription: String { kind }

  /// A recipe whose only step, or whose base, is the example.
  static let all: [Example] =
    StepKind.all.map { kind in
      let step = kind.example.split(separator: "\n", omittingEmptySubsequences: false)
        .map { "  \($0)" }.joined(separator: "\n")
      return Example(
        kind: kind.name, shape: kind.shape,
        text: minimal(
          """
          variables: {suite: bookworm, release: "24.04", domain: example.org}
          secrets: {password: {environment: PASSWORD}}
          steps:
          \(step)
          """))
    }
    + BaseKind.all.map { kind in
      Example(
        kind: kind.name, shape: kind.shape,
        text: """
          version: 1
          name: web
          variables: {suite: bookworm, release: "24.04", domain: example.org}
          secrets: {password: {environment: PASSWORD}}
          \(kind.example)
          """)
    }

  /// A folder with every file that an example names.
  static func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for example in all {
      let report = check(example.text, folder: folder.path)
      for fault in report.errors {
        // Made from what the loader misses, so that a new example needs no list here.
        guard let name = fault.message.firstMatch(of: /there is no `(.+)` in/)?.output.1 else {
          continue
        }
        let content = name.hasSuffix(".yml") ? minimal() : "x\n"
        try folder.write(String(name), content)
      }
    }
    return folder
  }
}
