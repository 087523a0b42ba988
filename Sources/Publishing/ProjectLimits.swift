import BuildFoundation
import OpenStackClient

/// What a project may have of images, where the cloud tells (Glance, "Image unified quotas").
struct ProjectLimits {
  let usage: [String: ImageUsage]

  /// Why an image of this size cannot be added; nil where nothing is in its way.
  func obstacle(to size: ByteCount) -> String? {
    let mebibytes = Int((size.bytes + (1 << 20) - 1) >> 20)
    let wanted = [
      ("image_size_total", mebibytes, "MiB of images"), ("image_count_total", 1, "images"),
    ]
    for (name, more, unit) in wanted {
      guard let known = usage[name], known.limit >= 0, known.used + more > known.limit else {
        continue
      }
      return "the project has \(known.used) of \(known.limit) \(unit), and this needs \(more) more"
    }
    return nil
  }
}
