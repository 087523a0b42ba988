import BuildFoundation
public import Foundation
public import Pipeline
import Synchronization

/// Several builds as lines, each with the name of its build, and a table in the end.
public final class PlainGroup: GroupView {
  private let output: OutputDescriptor
  private let start: Date
  /// Each build has progress of its own that may be left out.
  private let formats = Mutex<[String: PlainFormat]>([:])

  /// Writes to `output`; times count from `start`.
  public init(_ output: OutputDescriptor, since start: Date = Date()) {
    self.output = output
    self.start = start
  }

  public func begin(_ names: [String]) {
    output.write(lines: ["building \(names.count) images: \(names.joined(separator: ", "))"])
  }

  public func start(_ name: String) {}

  public func take(_ event: BuildEvent, of name: String) {
    formats.withLock { formats in
      var format = formats[name] ?? PlainFormat(.elapsed, label: name, since: start)
      let lines = format.lines(for: event)
      formats[name] = format
      output.write(lines: lines)
    }
  }

  public func end(_ outcome: GroupOutcome) {}

  public func finish(_ outcomes: [GroupOutcome], headline: String) {
    let rows = outcomes.map { StatusRow($0.status, $0.name, $0.text) }
    output.write(lines: StatusTable.lines(for: rows, style: .plain) + [headline])
  }
}

extension GroupOutcome {
  fileprivate var status: StatusRow.Status {
    switch ending {
    case .built, .upToDate: .good
    case .interrupted: .warning
    case .failed: .bad
    }
  }

  fileprivate var text: String {
    let time = Duration.seconds(seconds).inWords
    switch ending {
    case .built: return "built in \(time): \(detail)"
    case .upToDate: return "up to date"
    case .interrupted: return seconds > 0 ? "interrupted after \(time)" : "not begun"
    case .failed(let message): return "failed after \(time): \(message)"
    }
  }
}
