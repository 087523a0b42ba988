import ArgumentParser
import BuildFoundation
import Foundation
import HostKit
import ImageProperties
import Pipeline
import SystemPackage
import TerminalUI

extension BuildSession {
  /// Says that there was nothing to do.
  func tellUpToDate(_ manifest: Manifest, published: [String]) async {
    await after.succeeded(manifest, isUpToDate: true, events: sink)
    var summary = BuildEvent.Summary(
      name: manifest.name, succeeded: true,
      lines: lines(for: manifest, in: request.artifact, published),
      seconds: seconds)
    summary.isUpToDate = true
    sink.emit(.buildFinished(summary))
    sink.finish()
  }

  /// Says what was built.
  func succeed(_ built: BuildResult, published: [String], events: any EventSink) async {
    await after.succeeded(built.manifest, isUpToDate: false, events: events)
    events.emit(
      .buildFinished(
        .init(
          name: name, succeeded: true,
          lines: lines(for: built.manifest, in: built.folder, published),
          seconds: seconds)))
    sink.finish()
  }

  /// Says what failed and what is kept, and ends with the error's exit status.
  func fail(
    _ failure: BuildError, in build: String, logs: BuildLogs, events: any EventSink
  ) async throws -> Never {
    await after.failed(failure, key: plan.key, events: events)
    var kept: [String] = []
    if FileManager.default.fileExists(atPath: request.artifact.string) {
      kept.append("the previous artifact is as it was: \(request.artifact)")
    }
    if let look = request.lookCommand, failedDisk?.failure?.build == build {
      kept.append("the failed disk is kept; look at it with: \(look)")
    }
    if hasLayers { kept.append("finished steps are kept: the next run goes on after them") }
    events.emit(
      .buildFinished(.init(name: name, succeeded: false, lines: kept, seconds: seconds)))
    sink.finish()
    OutputDescriptor.standardError.write(
      lines: ErrorRendering.lines(for: failure, log: logs.build.string, style: .standardError))
    await after.report(failure, log: logs.build)
    throw ExitCode(failure.code.exitStatus)
  }

  private var seconds: Double { (ContinuousClock.now - start).seconds }

  private var failedDisk: LayerRecord? {
    (try? LayerStore(folder: folders.layers))?.failedDisk(of: plan)
  }

  private var hasLayers: Bool {
    guard let store = try? LayerStore(folder: folders.layers) else { return false }
    return plan.layerKeys.contains { store.record($0) != nil }
  }

  private func lines(
    for manifest: Manifest, in folder: FilePath, _ published: [String]
  ) -> [String] {
    let image = manifest.image
    return [
      "\(folder.appending(image.name))  \(image.size), \(image.virtualSize) virtual",
      "properties: "
        + manifest.properties.map { "\($0.name)=\($0.value)" }.joined(separator: " "),
    ]
      + (published.isEmpty
        ? ["upload it with: imgbuild publish \(folder), or \(folder.appending("glance-create.sh"))"]
        : published)
  }
}
