import BuildFoundation
import Foundation
import SystemPackage

/// Artifacts that a newer one has replaced, each as a whole beside it: `web.previous-2026-01-31T020000Z`.
///
/// No image has such a name: those are in lower case. Every step is one rename. What a kill leaves at the
/// hidden name the next start removes, so at worst an older artifact is gone; `path` is the newest always.
extension ArtifactFolder {
  /// Keeps the artifact that the exchange has brought to the hidden name, and the newest others, `limit`
  /// in all; gives what went wrong, a sentence each.
  func keepPrevious(_ limit: Int) -> [String] {
    var problems: [String] = []
    // Kept whatever the clock said when it was made: one that was set back gives it an old name.
    var replaced: FilePath?
    if limit > 0, FileManager.default.fileExists(atPath: partial.string) {
      do {
        let name = freeName()
        try rename(partial, to: name)
        replaced = name
      } catch {
        problems.append("the previous artifact was not kept: \(error.reason)")
      }
    }
    discard()
    let others = previous().filter { $0 != replaced }
    for old in others.dropLast(max(0, replaced == nil ? limit : limit - 1)) {
      do {
        // Under the hidden name first: nobody sees a half of it.
        try rename(old, to: partial)
        try FileManager.default.removeItem(atPath: partial.string)
      } catch {
        problems.append("\(old) was not removed: \(error.reason)")
      }
    }
    return problems
  }

  /// The kept artifacts, oldest first.
  func previous() -> [FilePath] {
    let folder = path.removingLastComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.filter { name in
      name.hasPrefix(prefix)
        && name.dropFirst(prefix.count).wholeMatch(of: /\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?/) != nil
    }.sorted().map { folder.appending($0) }
  }

  private var prefix: String { "\(path.lastComponent?.string ?? "").previous-" }

  /// A name with the time at which the artifact at the hidden name was made.
  private func freeName() -> FilePath {
    let manifest = FileManager.default.contents(
      atPath: partial.appending("manifest.json").string
    ).flatMap(Manifest.read)
    let attributes = try? FileManager.default.attributesOfItem(atPath: partial.string)
    let date = manifest?.created ?? attributes?[.modificationDate] as? Date ?? Date.now
    let time = date.formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: false)
        .timeSeparator(.omitted).timeZone(separator: .omitted))
    let name = path.removingLastComponent().appending(prefix + time)
    var free = name
    var number = 1
    while FileManager.default.fileExists(atPath: free.string) {
      number += 1
      free = FilePath("\(name)-\(number)")
    }
    return free
  }

  private func rename(_ old: FilePath, to new: FilePath) throws {
    guard Foundation.rename(old.string, new.string) == 0 else { throw Errno(rawValue: errno) }
  }
}
