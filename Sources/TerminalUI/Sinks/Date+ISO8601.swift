import Foundation

extension Date {
  /// Date and time in UTC with milliseconds: `2026-01-31T09:05:07.250Z`.
  var iso8601Milliseconds: String {
    formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
