import BuildFoundation
import Recipes
import SystemPackage

/// A recipe that has nothing but what every recipe needs; `extra` begins on line 5.
func minimal(_ extra: String = "") -> String {
  """
  version: 1
  name: web
  base:
    bootstrap: {distribution: debian, suite: bookworm}
  \(extra)
  """
}

/// Checks a recipe that stands in no file.
func check(_ text: String, sealItems: [String] = [], folder: FilePath = "/tmp") -> RecipeReport {
  RecipeLoader(sealItems: sealItems).check(Array(text.utf8), path: folder.appending("r.yml"))
}

/// `line:column: message` of each diagnostic, and a line for its hint.
func summary(_ report: RecipeReport) -> [String] {
  report.diagnostics.flatMap { diagnostic in
    let place = "\(diagnostic.location.line):\(diagnostic.location.column)"
    let severity = diagnostic.severity == .warning ? "warning: " : ""
    let line = "\(place): \(severity)\(diagnostic.message)"
    return [line] + (diagnostic.hint.map { ["hint: \($0)"] } ?? [])
  }
}
