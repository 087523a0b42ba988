import Foundation

/// The dates of OpenStack's services: ISO 8601 in UTC, with or without fractions of a second.
enum ServiceDate {
  static func read(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}
