public import BuildFoundation
import Synchronization

/// Looks, while work on a disk goes on, for what makes all of that work pointless: its file system is
/// full, its owner has died.
///
/// The work itself learns of that late, in words that lead nowhere, or never: QEMU halts a guest whose write
/// found no room, and a guest whose disk has gone says "Input/output error" of whatever it was doing.
public final class FaultWatch: Sendable {
  /// How often it looks.
  private static let interval = Duration.milliseconds(250)
  /// The watch over the work of this task.
  @TaskLocal static var current: FaultWatch?

  private let look: @Sendable () -> BuildError?
  private let seen = Mutex<BuildError?>(nil)

  private init(_ look: @escaping @Sendable () -> BuildError?) {
    self.look = look
  }

  /// Runs `body`, and ends it as soon as `look` finds a fault.
  ///
  /// `look` is called four times a second and when `body` fails; it must not block. Its error is the one
  /// that is thrown, with what `body` threw as the cause where that says more. The body is cancelled, not
  /// abandoned.
  public static func run<Result: Sendable>(
    looking look: @escaping @Sendable () -> BuildError?,
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let watch = FaultWatch(look)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await $current.withValue(watch) { try await body() } }
      group.addTask {
        while watch.find() == nil {
          do { try await Task.sleep(for: interval) } catch { break }
        }
        return nil
      }
      do {
        while let ended = try await group.next() {
          group.cancelAll()
          if let result = ended, watch.fault == nil { return result }
        }
      } catch {
        group.cancelAll()
        throw watch.explaining(error)
      }
      if let fault = watch.fault { throw fault }
      throw CancellationError()
    }
  }

  /// The fault that was found, if one was.
  var fault: BuildError? { seen.withLock { $0 } }

  /// Looks, unless there is a fault already.
  private func find() -> BuildError? {
    seen.withLock { seen in
      if seen == nil { seen = look() }
      return seen
    }
  }

  /// The fault behind a failure of the work, with the failure as its cause; `error` where there is none.
  ///
  /// In a cancelled task only a fault that was found before: the cancellation may have made another.
  func explaining(_ error: any Error) -> any Error {
    guard var fault = Task.isCancelled ? self.fault : find() else { return error }
    let failure = error as? BuildError
    // An error that went through here before, on its way up.
    if let failure, failure.message.hasSuffix(fault.message) { return failure }
    if let failure, failure.code != .interrupted { fault.cause = failure }
    return fault
  }
}
