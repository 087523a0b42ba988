import BuildFoundation
import BuildHistory
import Foundation

extension RunDetails {
  /// A run of `web`; packages as `name version`.
  static func sample(
    _ outcome: RunSummary.Outcome = .succeeded, name: String = "web", recipe: String = "/r/web.yml",
    seconds: Double = 397, size: ByteCount = .mebibytes(285),
    packages: [String] = ["bash 5.2", "nginx 1.22"], properties: [String: String] = [:],
    activities: [ActivityRun] = []
  ) -> RunDetails {
    let hasImage = outcome == .succeeded || outcome == .upToDate
    return RunDetails(
      RunSummary(
        name: name, recipe: recipe, started: Date(timeIntervalSince1970: 1_800_000_000),
        seconds: seconds, outcome: outcome,
        failure: hasImage
          ? nil : .init(code: .buildFailed, message: "install: no mirror\nE: \u{1B}[31mnothing"),
        imgbuild: "1.0.0", key: String(repeating: "ab", count: 32),
        image: hasImage
          ? .init(size: size, virtualSize: .gibibytes(4), sha256: String(repeating: "0", count: 64))
          : nil),
      activities: activities,
      contents: hasImage
        ? ImageContents(
          inputs: ["release": "12.5"], properties: properties,
          packages: packages.map { text in
            let words = text.split(separator: " ").map(String.init)
            return ImagePackage(name: words[0], version: words[1], architecture: "amd64")
          }) : nil)
  }
}
