import BuildFoundation

/// A check of this host, not run yet.
public struct HostCheckRunner: Sendable {
  /// What is checked, as in `qemu-img`.
  public let name: String
  /// How long the check may take.
  public let limit: Duration
  /// What it means when the check throws or comes to its limit.
  public let failure: HostCheck.Status
  private let body: @Sendable () async throws -> HostCheck

  /// Makes a check; an error of `body` becomes a row with the status `failure`.
  public init(
    name: String, limit: Duration = .seconds(10), failure: HostCheck.Status = .missing,
    _ body: @escaping @Sendable () async throws -> HostCheck
  ) {
    self.name = name
    self.limit = limit
    self.failure = failure
    self.body = body
  }

  /// Runs the check; returns at its limit even if the check does not.
  public func run() async -> HostCheck {
    let first = FirstValue<HostCheck>()
    let check = Task {
      do {
        first.set(try await body())
      } catch {
        first.set(row(for: BuildError.wrapping(error, doing: "checking \(name)")))
      }
    }
    let clock = Task {
      guard (try? await Task.sleep(for: limit)) != nil else { return }
      first.set(HostCheck(name: name, failure, "no answer within \(limit.inWords)"))
    }
    defer {
      // A blocking call answers no cancellation; it is left behind, and the others go on.
      check.cancel()
      clock.cancel()
    }
    return await withTaskCancellationHandler {
      await first.value
    } onCancel: {
      first.set(HostCheck(name: name, failure, "interrupted"))
    }
  }

  private func row(for error: BuildError) -> HostCheck {
    HostCheck(name: name, failure, error.chain.joined(separator: ": "), remedy: error.hint)
  }
}
