import Foundation
import HostKit
import SystemPackage

/// The logs of one build, kept after a failure too.
struct BuildLogs {
  /// Builds of a recipe whose logs are kept.
  private static let kept = 10

  let folder: FilePath
  var build: FilePath { folder.appending("build.log") }
  var console: FilePath { folder.appending("console.log") }
  var appliance: FilePath { folder.appending("appliance.log") }

  /// Makes the folder for the logs of a build of `name`, and drops the oldest ones.
  init(name: String, build id: String, folders: Folders) throws {
    let all = folders.state.appending("logs").appending(name)
    let time = Date.now.formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: false).timeSeparator(.omitted))
    folder = all.appending("\(time)-\(id)")
    // Commands print what others should not read.
    try PrivateFolder.make(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: all.string)) ?? []
    // Not its own, which has the oldest name when the clock was set back.
    let others = names.filter { $0 != folder.lastComponent?.string }
    for old in others.sorted().dropLast(Self.kept - 1) {
      try? FileManager.default.removeItem(atPath: all.appending(old).string)
    }
    for log in [console, appliance] {
      _ = FileManager.default.createFile(atPath: log.string, contents: nil)
    }
  }
}
