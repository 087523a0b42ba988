import BuildFoundation
import Foundation
import HostKit
import SystemPackage

/// The schedules of a scope: its unit files, and what lies beside them.
struct ScheduleStore: Sendable {
  let scope: ScheduleScope
  /// Where unit files are.
  let units: FilePath
  /// Where timers write down when they last ran.
  let stamps: FilePath
  /// Locks and webhooks.
  let extras: FilePath

  /// The store of a scope; tests put it elsewhere.
  init(
    _ scope: ScheduleScope, units: FilePath? = nil, stamps: FilePath? = nil,
    folders: Folders = .standard
  ) {
    let environment = ProcessInfo.processInfo.environment
    self.scope = scope
    self.units = units ?? scope.unitFolder(environment)
    self.stamps = stamps ?? scope.stampFolder(environment)
    extras = folders.schedules
  }

  /// All schedules, by name.
  func all() -> [Schedule] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: units.string)) ?? []
    return names.filter { $0.hasPrefix("imgbuild-") && $0.hasSuffix(".service") }.sorted()
      .compactMap { text($0).flatMap(Schedule.init(service:)) }
  }

  /// The file that a run of the schedule holds a lock on.
  func lock(_ name: String) -> FilePath { extras.appending("\(scope.rawValue)-\(name).lock") }
  /// The file that has the schedule's webhook.
  func webhook(_ name: String) -> FilePath {
    extras.appending("\(scope.rawValue)-\(name).webhook")
  }

  /// Puts the units in place, each as a whole; says whether there were some.
  ///
  /// Throws a `host` error when files of these names are not ours.
  func install(_ schedule: Schedule, service: String) throws -> Bool {
    let files = [(schedule.serviceName, service), (schedule.timerName, schedule.timer)]
    for (name, _) in files {
      guard let present = text(name), !present.hasPrefix(Schedule.mark) else { continue }
      throw BuildError(
        .host, "installing the schedule: \(units.appending(name)) is there, and not ours",
        hint: "choose another name with --name")
    }
    let isReplacement = text(schedule.timerName) != nil
    do {
      try FileManager.default.createDirectory(
        atPath: units.string, withIntermediateDirectories: true)
      for (name, text) in files {
        try Data(text.utf8).write(
          to: URL(filePath: units.appending(name).string), options: .atomic)
        // Whoever may list units may read them, whatever the file's mode.
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o644], ofItemAtPath: units.appending(name).string)
      }
    } catch {
      throw BuildError(
        .host, "installing the schedule: writing to \(units): \(error.reason)",
        hint: scope == .system ? "work as root, or use --user" : nil)
    }
    return isReplacement
  }

  /// Writes down a webhook, for this user's eyes; nil removes one that an earlier schedule had.
  func write(webhook url: String?, for name: String) throws {
    let path = webhook(name)
    unlink(path.string)
    guard let url else { return }
    try PrivateFolder.make(extras)
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
      _ = try file.closeAfter { try file.writeAll((url + "\n").utf8) }
    } catch {
      throw BuildError(.host, "installing the schedule: writing \(path): \(error.reason)")
    }
  }

  /// Removes all files of a schedule; gives those that were there.
  ///
  /// Throws a `host` error that names what could not be removed.
  func remove(_ schedule: Schedule) throws -> [FilePath] {
    let link = units.appending("timers.target.wants").appending(schedule.timerName)
    let stamp = stamps.appending("stamp-\(schedule.timerName)")
    return try [
      link, units.appending(schedule.timerName), units.appending(schedule.serviceName), stamp,
      webhook(schedule.name), lock(schedule.name),
    ].filter { path in
      if unlink(path.string) == 0 { return true }
      guard errno == ENOENT || errno == ENOTDIR else {
        throw BuildError(
          .host, "removing the schedule: \(path): \(Errno(rawValue: errno))",
          hint: scope == .system ? "work as root" : nil)
      }
      return false
    }
  }

  /// Settings that the user has added with `systemctl edit`.
  func additions(_ schedule: Schedule) -> [FilePath] {
    [schedule.serviceName, schedule.timerName].map { units.appending("\($0).d") }
      .filter { FileManager.default.fileExists(atPath: $0.string) }
  }

  private func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: units.appending(name).string)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
