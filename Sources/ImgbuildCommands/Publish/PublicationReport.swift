import BuildFoundation
import ImageProperties
import OpenStackClient
import Publishing

/// What publishing came to, in lines.
struct PublicationReport {
  private let result: PublicationResult
  private let cloud: String

  init(_ result: PublicationResult, _ cloud: String) {
    self.result = result
    self.cloud = cloud
  }

  var lines: [String] {
    let image = result.image
    let name = "\(cloud): \(image.name) is \(image.id)"
    var lines: [String] = []
    if image.isHidden {
      lines.append(
        "\(cloud): \(image.id) is there, but \(image.name) was given to a newer image from elsewhere"
      )
    } else if result.plan.isEmpty {
      lines.append("\(name), as before: nothing was uploaded or changed")
    } else {
      switch result.plan.source {
      case .upload: lines.append("\(name), uploaded and checked")
      case .former: lines.append("\(name), which the cloud had already")
      case .current: lines.append("\(name), as before, with changes")
      }
    }
    lines += Self.changes(in: result.plan)
    lines += result.plan.replaced.map { "  \($0.id) had the name, and is hidden now" }
    let inUse = Set(result.stillInUse.map(\.id))
    lines += result.plan.deleted.map { image in
      inUse.contains(image.id)
        ? "  \(image.id) is in use or may not be deleted: the next time"
        : "  \(image.id) was deleted"
    }
    return lines
  }

  /// What would be done.
  static func lines(
    of plan: PublicationPlan, _ publication: Publication, _ cloud: String
  ) -> [String] {
    var lines: [String]
    switch plan.source {
    case .upload:
      lines = ["\(cloud): \(publication.name) would be uploaded, \(plan.visibility.rawValue)"]
    case .former(let image):
      lines = ["\(cloud): \(publication.name) would be \(image.id), which the cloud has already"]
    case .current(let image):
      lines = [
        "\(cloud): \(publication.name) is \(image.id)"
          + (plan.isEmpty ? ", and nothing would be done" : ", and stays it")
      ]
    }
    if case .upload = plan.source {
      lines += publication.properties.sorted.map { "  + \($0.name)=\($0.value)" }
    }
    lines += changes(in: plan)
    lines += plan.replaced.map { "  \($0.id) would lose the name, and be hidden" }
    lines += plan.deleted.map { "  \($0.id), “\($0.name)”, would be deleted" }
    return lines
  }

  private static func changes(in plan: PublicationPlan) -> [String] {
    var lines = plan.changes.map { "  \($0.line)" }
    if let image = plan.image, image.visibility != plan.visibility.rawValue {
      lines.append("  ~ visibility: \(image.visibility) → \(plan.visibility.rawValue)")
    }
    return lines
  }
}
