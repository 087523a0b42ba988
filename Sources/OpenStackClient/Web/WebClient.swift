import AsyncHTTPClient
import BuildFoundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import SystemPackage

/// Sends single requests; knows of TLS and proxies, not of tokens.
///
/// Redirections are not followed: another host must not get the token. `shutDown` must be called.
final class WebClient: Sendable {
  private let security: TLSConfiguration
  private let proxies: ProxyRules
  private let silenceLimit: Duration
  private let clients = Mutex<[Way: HTTPClient]>([:])

  /// What decides over a connection.
  private struct Way: Hashable {
    var proxy: ProxyRules.Server?
    /// Whether other requests may have used it before.
    var isShared: Bool
  }

  /// Stores that copy what they got answer long after the last byte.
  private static let silenceAfterUpload = Duration.seconds(900)

  /// Throws a `host` error when a certificate cannot be read.
  init(_ security: TransportSecurity, proxies: ProxyRules, silenceLimit: Duration) throws {
    self.security = try TLSConfiguration(security)
    self.proxies = proxies
    self.silenceLimit = silenceLimit
  }

  /// Sends a request and gives the answer's head; throws `TransportFault`.
  ///
  /// `isLong`: only silence ends the answer, no matter how long it takes.
  func send(
    _ request: ServiceRequest, headers: [String: String] = [:], isLong: Bool = false
  ) async throws -> WebResponse {
    var message = HTTPClientRequest(url: request.url)
    message.method = HTTPMethod(rawValue: request.method)
    message.headers.add(name: "User-Agent", value: "imgbuild")
    for (name, value) in request.headers.merging(headers, uniquingKeysWith: { $1 }) {
      message.headers.add(name: name, value: value)
    }
    switch request.body {
    case .bytes(let bytes): message.body = .bytes(ByteBuffer(bytes: bytes))
    case .stream(let parts, let length): message.body = .stream(parts, length: .known(length))
    case nil: break
    }
    // A connection that was idle may be closed by the server just when a request goes out. Who may
    // not send that again needs one of its own.
    if !request.isRepeatable { message.headers.add(name: "Connection", value: "close") }
    do {
      let deadline = isLong ? NIODeadline.distantFuture : .now() + .minutes(5)
      return WebResponse(try await client(for: request).execute(message, deadline: deadline))
    } catch {
      throw try TransportFault.of(error)
    }
  }

  /// Closes all connections.
  func shutDown() async {
    let open = clients.withLock { clients in
      defer { clients = [:] }
      return Array(clients.values)
    }
    for client in open { try? await client.shutdown() }
  }

  private func client(for request: ServiceRequest) throws -> HTTPClient {
    let way = Way(proxy: try proxies.server(for: request.url), isShared: request.isRepeatable)
    return clients.withLock { clients in
      if let known = clients[way] { return known }
      let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: configuration(way))
      clients[way] = client
      return client
    }
  }

  private func configuration(_ way: Way) -> HTTPClient.Configuration {
    let read = way.isShared ? silenceLimit : max(silenceLimit, Self.silenceAfterUpload)
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: security, redirectConfiguration: .disallow,
      timeout: .init(
        connect: .seconds(15), read: TimeAmount(read), write: TimeAmount(silenceLimit)),
      proxy: way.proxy.map(HTTPClient.Configuration.Proxy.init))
    // One stream of a large file gains nothing from HTTP/2, and is cut cleanly without it.
    configuration.httpVersion = .http1Only
    // Otherwise a refused connection is tried again, silently, until the limit.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }
}

extension HTTPClient.Configuration.Proxy {
  fileprivate init(_ server: ProxyRules.Server) {
    if server.isSocks {
      self = .socksServer(host: server.host, port: server.port)
    } else {
      self = .server(
        host: server.host, port: server.port,
        authorization: server.user.map {
          .basic(username: $0, password: server.password?.revealed ?? "")
        })
    }
  }
}

extension TLSConfiguration {
  fileprivate init(_ security: TransportSecurity) throws {
    self = .makeClientConfiguration()
    if !security.verifiesServer { certificateVerification = .none }
    if let authorities = security.authorities { trustRoots = .file(authorities.string) }
    guard let certificate = security.certificate else { return }
    do {
      certificateChain = try NIOSSLCertificate.fromPEMFile(certificate.string)
        .map { .certificate($0) }
      let key = security.key ?? certificate
      privateKey = .privateKey(try NIOSSLPrivateKey(file: key.string, format: .pem))
    } catch {
      throw BuildError(
        .host, "reading the client certificate \(certificate): it or its key is not valid PEM")
    }
  }
}
