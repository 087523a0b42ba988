import BuildFoundation
import CLibvirt
import Foundation
import Synchronization
import SystemPackage

/// What libvirt needs once in a process, before the first connection.
enum LibvirtRuntime {
  private static let isStarted = Mutex(false)

  /// Starts libvirt and its event loop, the first time it is called.
  ///
  /// The embedded driver hangs at its first open when no event loop runs.
  static func start() throws {
    try isStarted.withLock { started in
      guard !started else { return }
      guard virInitialize() == 0 else {
        throw LibvirtError.last().buildError(doing: "starting libvirt")
      }
      // Errors reach the caller as values; without a handler libvirt prints them as well.
      virSetErrorFunc(nil) { _, _ in }
      log(to: "/dev/null")
      guard virEventRegisterDefaultImpl() == 0 else {
        throw LibvirtError.last().buildError(doing: "starting libvirt's event loop")
      }
      let loop = Thread { runEventLoop() }
      loop.name = "libvirt-events"
      loop.start()
      started = true
    }
  }

  /// Sends libvirt's warnings to a file, which would else run through the display on standard error:
  /// the embedded driver warns at every start of a domain.
  ///
  /// libvirt reads `LIBVIRT_LOG_OUTPUTS` in `virInitialize`, which libguestfs calls while it is loaded,
  /// before any code of ours. No public call changes it later, so this uses the one that libvirt's
  /// daemons use, where it is found; where it is not, the warnings show. A user's setting stands.
  static func log(to file: FilePath) {
    typealias SetOutputs = @convention(c) (UnsafePointer<CChar>) -> Int32
    guard getenv("LIBVIRT_LOG_OUTPUTS") == nil, let found = dlsym(nil, "virLogSetOutputs") else {
      return
    }
    if unsafeBitCast(found, to: SetOutputs.self)("3:file:\(file)") < 0 { virResetLastError() }
  }

  private static func runEventLoop() {
    while true {
      // An error here is a poll that failed; a pause keeps that from spinning.
      if virEventRunDefaultImpl() < 0 { usleep(10_000) }
    }
  }
}
