import BuildFoundation
import Recipes
import SystemPackage

func located<Value>(_ value: Value) -> Located<Value> {
  Located(value, at: SourceLocation(file: "web.yml", line: 1, column: 1))
}

extension Recipe {
  /// The recipe of these tests; the steps of its plan are fakes.
  static func sample(
    name: String = "web", digest: String = "recipe", properties: [String: String] = [:],
    verification: Verification? = nil
  ) -> Recipe {
    Recipe(
      path: "/recipes/web.yml", folder: "/recipes", digest: .sha256(digest), name: located(name),
      base: located(
        .bootstrap(
          BootstrapBase(distribution: located(.debian), suite: located("bookworm")))),
      diskSize: located(.gibibytes(4)), properties: properties.mapValues { located($0) },
      verification: verification)
  }
}
