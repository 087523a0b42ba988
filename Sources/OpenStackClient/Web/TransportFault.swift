import AsyncHTTPClient
import BuildFoundation
import NIOCore
import NIOPosix
import NIOSSL
import SystemPackage

/// Why a service could not be asked, or did not answer to the end.
struct TransportFault: Error, CustomStringConvertible {
  let description: String
  var hint: String?
  /// Whether another try can help.
  var isPassing = true

  init(_ description: String, hint: String? = nil, isPassing: Bool = true) {
    self.description = description
    self.hint = hint
    self.isPassing = isPassing
  }

  /// The fault behind an error of the web client; throws an interruption as what it is.
  static func of(_ error: any Error) throws -> TransportFault {
    try Task.checkCancellation()
    if error is CancellationError { throw error }
    switch error {
    case let known as TransportFault: return known
    case let known as NIOConnectionError: return of(known)
    case let known as IOError: return TransportFault("\(Errno(rawValue: known.errnoCode))")
    case let known as HTTPClientError: return TransportFault(words(for: known))
    default: break
    }
    let text = String(describing: error)
    if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate") {
      return TransportFault(
        "its certificate is not signed by an authority that is trusted here",
        hint: "name the cloud's own authority with cacert in clouds.yaml", isPassing: false)
    }
    if error is NIOSSLError || error is NIOSSLExtraError || text.contains("SSL") {
      return TransportFault("the TLS handshake failed: \(text)", isPassing: false)
    }
    return TransportFault(text)
  }

  private static func of(_ error: NIOConnectionError) -> TransportFault {
    if let first = error.connectionErrors.first?.error {
      return TransportFault(
        (first as? IOError).map { "\(Errno(rawValue: $0.errnoCode))" } ?? "\(first)")
    }
    return TransportFault(
      "the host \(error.host) is not known", hint: "check the URL, and this machine's name service")
  }

  private static func words(for error: HTTPClientError) -> String {
    switch error {
    case .connectTimeout: "nothing answers there"
    case .readTimeout: "it was silent for too long"
    case .remoteConnectionClosed: "the connection was cut"
    case .deadlineExceeded: "it took too long"
    default: error.shortDescription
    }
  }
}
