import ArgumentParser
import BuildFoundation
import BuildHistory
import Foundation
import HostKit
import Pipeline
import Recipes
import SystemPackage
import TerminalUI

/// What follows a build, however it ends: its record in the history, and the report of a failure.
struct AfterRun: Sendable {
  let activities = ActivityRecorder()
  private let name: String
  private let recipe: FilePath
  private let failureReport: FailureReport
  private let folders: Folders
  private let started = Date.now
  private let start = ContinuousClock.now

  init(_ recipe: Recipe, report: FailureReport, folders: Folders = .standard) {
    name = recipe.name.value
    self.recipe = recipe.file
    failureReport = report
    self.folders = folders
  }

  /// Runs a build; an error that it throws is told, recorded and reported, and becomes an `ExitCode`.
  func following(_ body: (AfterRun) async throws -> Void) async throws {
    do {
      try await body(self)
    } catch let error as BuildError {
      await failed(error, key: nil, events: NoticeSink())
      OutputDescriptor.standardError.write(
        lines: ErrorRendering.lines(for: error, style: .standardError))
      await report(error, log: nil)
      throw ExitCode(error.code.exitStatus)
    }
  }

  /// Records a build that has left an artifact, or found one that is what it would make.
  func succeeded(_ manifest: Manifest, isUpToDate: Bool, events: any EventSink) async {
    var summary = summary(isUpToDate ? .upToDate : .succeeded)
    summary.key = manifest.key.hex
    summary.image = .init(manifest)
    await record(
      RunDetails(
        summary, activities: activities.finished, contents: ImageContents(manifest)),
      events: events)
  }

  /// Records a build that has left no artifact; `key` is nil when it was not known yet.
  func failed(_ error: BuildError, key: LayerKey?, events: any EventSink) async {
    var summary = summary(error.code == .interrupted ? .interrupted : .failed)
    summary.key = key?.hex
    summary.failure = .init(code: error.code, message: error.chain.joined(separator: ": "))
    await record(RunDetails(summary, activities: activities.finished), events: events)
  }

  /// Reports a failure to whoever is to know; an interrupted build was ended by somebody who knows.
  func report(_ error: BuildError, log: FilePath?) async {
    guard error.code != .interrupted else { return }
    await failureReport.send(
      .init(
        name: name, recipe: recipe.string, status: error.code.exitStatus, message: error.message,
        log: log?.string))
  }

  private func summary(_ outcome: RunSummary.Outcome) -> RunSummary {
    RunSummary(
      name: name, recipe: recipe.string, started: started,
      seconds: (ContinuousClock.now - start).seconds, outcome: outcome,
      imgbuild: ImgbuildCommand.version)
  }

  /// A build is as good without its record.
  private func record(_ run: RunDetails, events: any EventSink) async {
    let folders = folders
    // In a task of its own: a cancelled one could not wait for another process.
    let task = Task {
      try folders.prepare()
      return try await HistoryDatabase.open(folders.history).record(run)
    }
    do {
      _ = try await task.value
    } catch {
      let hint = (error as? BuildError)?.hint.map { "; \($0)" } ?? ""
      events.emit(.notice(.warning, message: "\(error.reason)\(hint)"))
    }
  }
}

extension Recipe {
  /// The recipe's file: absolute, its folder without symbolic links.
  var file: FilePath { path.lastComponent.map { folder.appending($0) } ?? path }
}
