import Foundation
import OpenStackClient

/// What images are called that do not have the name: unlike it, so that it stays unambiguous.
enum ArchivedName {
  /// Glance's limit, in characters.
  private static let longest = 255

  /// What an image is called whose data are on their way.
  static func unfinished(_ name: String) -> String { join(name, "(not finished)") }

  /// What an image is called that had the name, after the time it was made.
  static func former(_ name: String, _ image: CloudImage) -> String {
    let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
      .dateTimeSeparator(.space).time(includingFractionalSeconds: false)
    return join(name, "(\(image.created.formatted(style)))")
  }

  private static func join(_ name: String, _ end: String) -> String {
    "\(name.prefix(longest - end.count - 1)) \(end)"
  }
}
