import BuildFoundation
import Foundation
import LibvirtKit
import SystemPackage

/// Pictures of an installer's screen, in a folder beside the build's logs.
///
/// An installer that shows an error says so on its screen alone.
struct ScreenRecord: Sendable {
  /// More would only fill the disk.
  private static let mostPictures: Int64 = 200
  private static let shortestInterval = Duration.seconds(10)

  let folder: FilePath
  private let interval: Duration

  /// A record of a machine that may run for `limit`; nil where a folder cannot be made.
  init?(_ folder: FilePath, limit: Duration) {
    self.folder = folder
    interval = max(
      Self.shortestInterval, .seconds(limit.components.seconds / Self.mostPictures))
    do {
      try? FileManager.default.removeItem(atPath: folder.string)
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
    } catch {
      return nil
    }
  }

  /// Takes pictures until the task is cancelled, each named by the time since now; keeps those that show another
  /// screen than the one before.
  func follow(_ domain: Domain) async {
    let start = ContinuousClock.now
    var last: Digest?
    while !Task.isCancelled {
      try? await Task.sleep(for: interval)
      if Task.isCancelled { return }
      await take(of: domain, after: ContinuousClock.now - start, unless: &last)
    }
  }

  /// Takes the last picture, of a machine that failed.
  func takeLast(of domain: Domain) async -> FilePath? {
    let file = folder.appending("last.png")
    return await domain.takeScreenshot(to: file) ? file : nil
  }

  private func take(of domain: Domain, after time: Duration, unless last: inout Digest?) async {
    let seconds = String(time.components.seconds)
    let padding = String(repeating: "0", count: max(0, 6 - seconds.count))
    let file = folder.appending("screen-\(padding)\(seconds)s.png")
    guard await domain.takeScreenshot(to: file),
      let data = FileManager.default.contents(atPath: file.string)
    else { return }
    let digest = Digest.sha256(data)
    if digest == last { try? FileManager.default.removeItem(atPath: file.string) }
    last = digest
  }
}
