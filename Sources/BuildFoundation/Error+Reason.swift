import Foundation
import SystemPackage

extension Error {
  /// Why something failed, in the system's words where there are any.
  ///
  /// Foundation's own description of a file error on Linux is "The operation could not be
  /// completed"; the reason is the error below it.
  public var reason: String {
    switch self {
    case let known as BuildError: return known.message
    case let known as Errno: return "\(known)"
    case let known as CocoaError:
      guard let inner = known.underlying as NSError?, inner.domain == NSPOSIXErrorDomain else {
        return localizedDescription
      }
      return "\(Errno(rawValue: CInt(inner.code)))"
    default: return localizedDescription
    }
  }
}
