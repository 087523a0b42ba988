import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// What was learned from servers the last time that they answered, for when they do not.
struct PinStore: Sendable {
  /// What was learned, and when.
  struct Pin: Codable, Equatable {
    var values: [String: String]
    var date: Date

    /// The date as messages have it.
    var day: String { date.formatted(.iso8601.year().month().day()) }
  }

  private let folder: FilePath

  /// The pins below the folder of fetched files.
  init(downloads: FilePath) {
    folder = downloads.appending("pins")
  }

  /// What is known of `subject`; nil when nothing is.
  func pin(of subject: String) -> Pin? {
    FileManager.default.contents(atPath: path(subject).string).flatMap {
      try? JSONDecoder().decode(Pin.self, from: $0)
    }
  }

  /// Keeps `values`; that this fails harms nothing now.
  func keep(_ values: [String: String], of subject: String, now: Date = .now) {
    guard (try? PrivateFolder.make(folder)) != nil,
      let data = try? JSONEncoder().encode(Pin(values: values, date: now))
    else { return }
    try? data.write(to: URL(filePath: path(subject).string), options: .atomic)
  }

  private func path(_ subject: String) -> FilePath {
    folder.appending("\(Digest.sha256(subject).hex).json")
  }
}
