import BuildFoundation

extension CloudSession {
  /// Where the image service is, with its version.
  func imageEndpoint(doing: String) async throws -> String {
    var url: String
    if let named = configuration.imageEndpoint {
      url = named
    } else if case .endpoint(let endpoint, _) = configuration.authentication {
      url = endpoint
    } else {
      let catalog = try await currentToken().catalog
      guard
        let found = catalog.url(
          of: "image", interfaces: configuration.interfaces, region: configuration.region)
      else { throw missingService(catalog, doing: doing) }
      url = found
    }
    url = url.trimmingSuffix("/")
    return url.hasSuffix("/v2") ? url : url + "/v2"
  }

  private nonisolated func missingService(_ catalog: ServiceCatalog, doing: String) -> BuildError {
    let interfaces = configuration.interfaces.joined(separator: " or ")
    let region = configuration.region.map { " in region \($0)" } ?? ""
    let known = catalog.summary(of: "image").map { "only \($0)" } ?? "no image service at all"
    return BuildError(
      .buildFailed,
      "\(doing): the cloud \(configuration.name) has no \(interfaces) image service\(region), \(known)",
      hint: catalog.endpoints.isEmpty
        ? "the token is for no project: name one in \(configuration.origin)"
        : "check region_name and interface in \(configuration.origin)")
  }

  /// Sends a request with a token; of the answers only those of success come back.
  ///
  /// Authenticates again, once, when the service refuses the token. `advice` comes before the usual
  /// hints for a status.
  func send(
    _ request: ServiceRequest, service: String = "Glance", isLong: Bool = false, doing: String,
    advice: @Sendable (Int) -> String? = { _ in nil }
  ) async throws -> WebResponse {
    var refused: IdentityToken?
    while true {
      let token = try await currentToken()
      do {
        return try await exchange(
          request, service: service, isLong: isLong, doing: doing, secrets: [token.secret],
          token: token.secret, hint: { advice($0) ?? Self.hint($0) })
      } catch let error as BuildError where error.serviceFault?.status == 401 {
        discard(token)
        guard canRenew, refused == nil, request.canBeSentAgain else { throw error }
        refused = token
      }
    }
  }

  /// The document in an answer.
  func document(of response: WebResponse, doing: String) async throws -> JSONValue {
    do {
      return try JSONValue(try await response.bytes())
    } catch let fault as TransportFault {
      throw failure(fault, doing: doing, service: "the service")
    } catch is DecodingError {
      throw BuildError(
        .buildFailed, "\(doing): the service's answer is no JSON",
        hint: "something between here and the service may have answered in its place")
    }
  }

  /// Sends a request as often as the policy allows; throws when no try succeeds.
  func exchange(
    _ request: ServiceRequest, service: String, isLong: Bool = false, doing: String,
    secrets: [Secret], token: Secret? = nil, hint: @Sendable (Int) -> String?
  ) async throws -> WebResponse {
    let headers = token.map { $0.revealed.isEmpty ? [:] : ["X-Auth-Token": $0.revealed] } ?? [:]
    var failures = 0
    while true {
      failures += 1
      let isLast = !request.isRepeatable || failures >= retry.attempts
      do {
        let response = try await web.send(request, headers: headers, isLong: isLong)
        if (200..<300).contains(response.status) { return response }
        if isLast || !Self.isPassing(response.status) {
          throw await refusal(response, service: service, doing: doing, secrets, hint)
        }
        let wanted = response.header("Retry-After").flatMap(Int.init).map { Duration.seconds($0) }
        _ = try? await response.bytes(upTo: 1 << 20)
        try await Task.sleep(for: retry.pause(after: failures, wanted: wanted))
      } catch let fault as TransportFault {
        if isLast || !fault.isPassing { throw failure(fault, doing: doing, service: service) }
        try await Task.sleep(for: retry.pause(after: failures))
      }
    }
  }

  /// The error for a service that could not be asked.
  nonisolated func failure(
    _ fault: TransportFault, doing: String, service: String
  ) -> BuildError {
    let silence = ServiceSilence(
      description: "\(doing): asking \(service) of the cloud \(configuration.name): \(fault)",
      isPassing: fault.isPassing)
    return BuildError(.buildFailed, silence.description, hint: fault.hint, cause: silence)
  }

  private func refusal(
    _ response: WebResponse, service: String, doing: String, _ secrets: [Secret],
    _ hint: (Int) -> String?
  ) async -> BuildError {
    let body = (try? await response.bytes(upTo: 1 << 20)) ?? []
    let fault = ServiceFault(
      doing: doing, service: service, status: response.status, reason: response.reason,
      words: ServiceWords.plain(body, after: "\(response.status) \(response.reason)").hiding(
        secrets),
      requestID: response.header("x-openstack-request-id"))
    return BuildError(
      .buildFailed, fault.description, hint: hint(response.status), cause: fault)
  }

  /// Answers that another try may change: too many requests, and gateways without a service.
  private static func isPassing(_ status: Int) -> Bool {
    [429, 500, 502, 503, 504].contains(status)
  }

  /// Whether a request failed in a way that another try may change.
  nonisolated func isPassing(_ error: BuildError) -> Bool {
    if let fault = error.serviceFault { return Self.isPassing(fault.status) }
    return error.serviceSilence?.isPassing ?? false
  }

  private static func hint(_ status: Int) -> String? {
    switch status {
    case 300..<400: "the endpoint leads elsewhere, which is not followed; check it in the catalog"
    case 401: "the service does not take the token; it may ask another Keystone"
    case 403: "the role of this user does not allow it; ask the cloud's operator"
    case 413: "the project's quota is used up"
    case 503: "the service is overloaded, or its store is full"
    default: nil
    }
  }
}
