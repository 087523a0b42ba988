import BuildFoundation
import BuildHistory
import Foundation

extension RunDetails {
  /// A run of `web`; `image` makes a difference to its digest.
  static func sample(
    _ outcome: RunSummary.Outcome = .succeeded, name: String = "web", recipe: String = "/r/web.yml",
    seconds: Double = 60, image: String = "a", size: ByteCount = .mebibytes(300),
    packages: [ImagePackage] = [.init("bash", "5.2"), .init("nginx", "1.22")],
    properties: [String: String] = ["os_type": "linux"], activities: [ActivityRun] = []
  ) -> RunDetails {
    let hasImage = outcome == .succeeded || outcome == .upToDate
    return RunDetails(
      RunSummary(
        name: name, recipe: recipe, started: Date(timeIntervalSince1970: 1_800_000_000.25),
        seconds: seconds, outcome: outcome,
        failure: hasImage ? nil : .init(code: .host, message: "no mirror"), imgbuild: "1.0.0",
        key: "abc",
        image: hasImage
          ? .init(size: size, virtualSize: .gibibytes(4), sha256: Digest.sha256(image).hex) : nil),
      activities: activities,
      contents: hasImage
        ? ImageContents(
          inputs: ["mirror": "day 1"], properties: properties, packages: packages) : nil)
  }
}

extension ImagePackage {
  init(_ name: String, _ version: String, _ architecture: String = "amd64") {
    self.init(name: name, version: version, architecture: architecture)
  }
}

extension ActivityRun {
  init(_ title: String, _ seconds: Double, _ outcome: Outcome = .done, id: String = "step-1") {
    self.init(id: id, title: title, outcome: outcome, seconds: seconds)
  }
}
