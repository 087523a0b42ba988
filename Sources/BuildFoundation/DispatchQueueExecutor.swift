import Dispatch

/// Runs an actor on a serial queue of its own, so that blocking C calls never hold the shared pool.
///
/// libvirt and libguestfs keep the last error by thread; a job runs whole on one thread of the
/// queue, so an error read right after its call is the call's own. (`DispatchSerialQueue`, which
/// does the same, is not part of Dispatch on Linux in Swift 6.3.)
public final class DispatchQueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// Makes an executor whose threads show as `label` in a debugger.
  public init(label: String) {
    queue = DispatchQueue(label: label)
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    queue.async { unowned.runSynchronously(on: executor) }
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}
