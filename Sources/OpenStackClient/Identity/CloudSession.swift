import BuildFoundation
public import Foundation

/// An authenticated conversation with one cloud.
///
/// A token is asked for when the first request needs one, and again when it is about to end or a
/// service no longer takes it.
public actor CloudSession {
  /// The configuration in use.
  public nonisolated let configuration: CloudConfiguration
  nonisolated let retry: RetryPolicy
  nonisolated let web: WebClient
  private var token: IdentityToken?

  /// A token that ends sooner than this is renewed before it is used.
  static let shortestValidity = Duration.seconds(120)

  init(_ configuration: CloudConfiguration, retry: RetryPolicy, variables: [String: String]) throws
  {
    self.configuration = configuration
    self.retry = retry
    web = try WebClient(
      configuration.security, proxies: ProxyRules(variables),
      silenceLimit: configuration.silenceLimit ?? .seconds(120))
  }

  /// Calls `body` with a session, and closes its connections afterwards, however it ends.
  ///
  /// Nothing is sent before a request needs it. `variables` name the proxies. Throws a `host` error
  /// when a certificate of the configuration cannot be read, and what `body` throws.
  public static func with<Result: Sendable>(
    _ configuration: CloudConfiguration, retry: RetryPolicy = RetryPolicy(),
    variables: [String: String] = ProcessInfo.processInfo.environment,
    _ body: (CloudSession) async throws -> Result
  ) async throws -> Result {
    let session = try CloudSession(configuration, retry: retry, variables: variables)
    do {
      let result = try await body(session)
      await session.shutDown()
      return result
    } catch {
      await session.shutDown()
      throw error
    }
  }

  /// Makes sure that the token is good for `duration`, for work that must not end in between.
  public func renewToken(unlessGoodFor duration: Duration) async throws {
    if let token, token.isGood(for: duration) { return }
    token = try await authenticate()
  }

  /// Gets a new token, for work that takes nobody knows how long.
  ///
  /// Glance may throw away what it got when the token ends before an upload does.
  public func renewToken() async throws {
    token = try await authenticate()
  }

  /// Closes the connections; in a task of its own, because an interrupted one closes nothing.
  private nonisolated func shutDown() async {
    let web = web
    await Task { await web.shutDown() }.value
  }

  /// A token that is good for a request.
  func currentToken() async throws -> IdentityToken {
    if let token, token.isGood(for: Self.shortestValidity) { return token }
    let fresh = try await authenticate()
    token = fresh
    return fresh
  }

  /// Forgets a token that a service refused, unless a newer one is there already.
  func discard(_ refused: IdentityToken) {
    if token?.secret == refused.secret { token = nil }
  }

  /// Whether a refused token can be followed by another.
  nonisolated var canRenew: Bool {
    if case .keystone = configuration.authentication { true } else { false }
  }

  private func authenticate() async throws -> IdentityToken {
    switch configuration.authentication {
    case .endpoint(_, let token):
      return IdentityToken(
        secret: token ?? Secret(""), expiry: nil, catalog: ServiceCatalog(.null))
    case .keystone(let url, let method, let scope):
      let request = TokenRequest(method, scope)
      let doing = "authenticating at the cloud \(configuration.name)"
      let response = try await exchange(
        ServiceRequest(
          method: "POST", url: Self.identityURL(url) + "/auth/tokens",
          headers: ["Content-Type": "application/json"], body: .bytes(try request.body.bytes()),
          // Keystone may give two tokens; the first one is then never used.
          isRepeatable: true), service: "Keystone", doing: doing, secrets: request.secrets,
        hint: hint)
      let body = try await document(of: response, doing: doing)
      guard let token = IdentityToken(header: response.header("X-Subject-Token"), body: body) else {
        throw BuildError(
          .buildFailed, "\(doing): \(url) did not answer like Keystone",
          hint: "check auth_url in \(configuration.origin)")
      }
      return token
    }
  }

  /// The Identity API v3, also when `auth_url` names no version, or the one before.
  static func identityURL(_ url: String) -> String {
    let bare = url.trimmingSuffix("/")
    if bare.hasSuffix("/v3") { return bare }
    return (bare.hasSuffix("/v2.0") ? String(bare.dropLast("/v2.0".count)) : bare) + "/v3"
  }

  private nonisolated func hint(_ status: Int) -> String? {
    switch status {
    case 401:
      if case .keystone(_, .token, _) = configuration.authentication {
        return "the token has expired or was revoked; get a new one"
      }
      return "check user, password, project and their domains in \(configuration.origin); Keystone "
        + "says the same of each"
    case 404: return "check auth_url in \(configuration.origin)"
    default: return nil
    }
  }
}

extension String {
  /// The text without what it ends in, however often.
  func trimmingSuffix(_ suffix: Character) -> String {
    var text = self[...]
    while text.last == suffix { text.removeLast() }
    return String(text)
  }
}
