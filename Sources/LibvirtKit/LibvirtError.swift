import CLibvirt

/// An error as libvirt reported it.
///
/// Public calls throw `BuildError` with one of these as its cause.
public struct LibvirtError: Error, Sendable, Hashable {
  /// What kind of failure it was: libvirt's `virErrorNumber`.
  public var code: Code
  /// Which part of libvirt failed: libvirt's `virErrorDomain`.
  public var domain: Int32
  /// What libvirt said.
  public var message: String

  /// Makes an error.
  public init(code: Code, domain: Int32 = 0, message: String) {
    self.code = code
    self.domain = domain
    self.message = message
  }

  /// The last error of this thread; read it right after the call that failed, on the same thread.
  static func last() -> LibvirtError {
    guard let error = virGetLastError() else {
      return LibvirtError(code: .unknown, message: "libvirt gave no reason")
    }
    let text = error.pointee.message.map { String(cString: $0) } ?? "libvirt gave no reason"
    defer { virResetLastError() }
    return LibvirtError(
      code: Code(rawValue: error.pointee.code), domain: error.pointee.domain, message: text)
  }
}

extension LibvirtError: CustomStringConvertible {
  /// What libvirt said, then its code.
  public var description: String { "\(message) (libvirt error \(code.rawValue))" }
}
