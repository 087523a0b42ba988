import BuildFoundation
import HostKit
import OpenStackClient
import Pipeline
import Publishing

/// Publishes an image in clouds, one after another: a failure in one undoes nothing in another.
struct ImagePublishing: Sendable {
  var journal = PublicationJournal(folder: Folders.standard.publications)
  var sources = ConfigurationSources.ofProcess

  /// Publishes, and gives what there is to say.
  ///
  /// Throws `BuildError` once all clouds were tried.
  func publish(
    _ image: PublishableImage, to targets: [CloudTarget], _ options: PublicationOptions,
    _ conversion: ImageConversion, events: any EventSink
  ) async throws -> [String] {
    var lines: [String] = []
    var failures: [BuildError] = []
    for target in targets {
      do {
        lines += try await publish(image, to: target, options, conversion, events)
      } catch {
        try Task.checkCancellation()
        failures.append(BuildError.wrapping(error, doing: "publishing \(image.name)"))
      }
    }
    guard let first = failures.first else { return lines }
    if targets.count == 1 { throw first }
    lines.forEach { events.emit(.notice(.info, message: $0)) }
    throw BuildError(
      first.code,
      "publishing \(image.name): \(failures.count) of \(targets.count) clouds failed",
      hint: first.hint, output: failures.map(\.message))
  }

  private func publish(
    _ image: PublishableImage, to target: CloudTarget, _ options: PublicationOptions,
    _ conversion: ImageConversion, _ events: any EventSink
  ) async throws -> [String] {
    let configuration = try CloudConfiguration.read(target.cloud, from: sources)
    let row = Self.row(configuration.name)
    return try await ActivityRunner(events: events).run(row) { report in
      let publication = try image.publication(in: target, options) {
        try await conversion.write(image, as: $0, report: report)
      }
      return try await with(configuration, report) { publisher in
        PublicationReport(try await publisher.publish(publication), configuration.name).lines
      }
    }.result
  }

  /// The row of a cloud.
  static func row(_ cloud: String) -> Activity {
    Activity(id: "publish-\(cloud)", title: "publish in the cloud \(cloud)")
  }

  /// What would be done, in lines.
  func plan(
    _ image: PublishableImage, in targets: [CloudTarget], _ options: PublicationOptions
  ) async throws -> [String] {
    var lines: [String] = []
    for target in targets {
      let configuration = try CloudConfiguration.read(target.cloud, from: sources)
      // Nothing is converted to find out.
      let publication = try image.publication(in: target, options)
      lines += try await with(configuration, nil) { publisher in
        let plan = try await publisher.plan(publication)
        return PublicationReport.lines(of: plan, publication, configuration.name)
      }
    }
    return lines
  }

  /// Calls `body` with a publisher for a cloud.
  func with<Result: Sendable>(
    _ configuration: CloudConfiguration, _ report: StepReport?,
    _ body: @Sendable (Publisher) async throws -> Result
  ) async throws -> Result {
    for notice in configuration.notices { report?.warning(notice) }
    let events = PublicationEvents(
      progress: { report?.progress($0, fraction: $1) }, warning: { report?.warning($0) })
    return try await CloudSession.with(configuration, variables: sources.variables) { session in
      try await body(Publisher(ImageService(session), journal: journal, events: events))
    }
  }
}
