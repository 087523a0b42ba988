import Foundation
public import Pipeline

/// Several builds as lines of JSON: each build's events with its name as `build`, and the outcome of all
/// in the end.
public final class JSONGroup: GroupView {
  private let output: OutputDescriptor

  /// Writes to `output`.
  public init(_ output: OutputDescriptor) {
    self.output = output
  }

  public func begin(_ names: [String]) {}

  public func start(_ name: String) {}

  public func take(_ event: BuildEvent, of name: String) {
    output.write(lines: [EventJSON.line(for: event, of: name)])
  }

  public func end(_ outcome: GroupOutcome) {}

  public func finish(_ outcomes: [GroupOutcome], headline: String) {
    output.write(lines: [EventJSON.line(for: outcomes, at: Date())])
  }
}
