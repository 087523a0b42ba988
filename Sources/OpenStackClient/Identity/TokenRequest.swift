/// The document that asks Keystone for a token, see
/// https://docs.openstack.org/api-ref/identity/v3/#authentication-and-token-management.
struct TokenRequest {
  let body: JSONValue
  /// What the document holds that must not be seen.
  let secrets: [Secret]

  init(_ method: IdentityMethod, _ scope: IdentityScope) {
    var identity: [String: JSONValue]
    switch method {
    case .password(let user, let password):
      var fields = Self.fields(of: user)
      fields["password"] = .text(password.revealed)
      identity = ["methods": ["password"], "password": ["user": .mapping(fields)]]
      secrets = [password]
    case .token(let token):
      identity = ["methods": ["token"], "token": ["id": .text(token.revealed)]]
      secrets = [token]
    case .applicationCredential(let id, let secret):
      identity = Self.credential(["id": .text(id)], secret)
      secrets = [secret]
    case .namedApplicationCredential(let name, let user, let secret):
      identity = Self.credential(
        ["name": .text(name), "user": .mapping(Self.fields(of: user))], secret)
      secrets = [secret]
    }
    var auth: [String: JSONValue] = ["identity": .mapping(identity)]
    auth["scope"] = Self.document(scope)
    body = ["auth": .mapping(auth)]
  }

  private static func credential(
    _ fields: [String: JSONValue], _ secret: Secret
  ) -> [String: JSONValue] {
    let all = fields.merging(["secret": .text(secret.revealed)]) { $1 }
    return ["methods": ["application_credential"], "application_credential": .mapping(all)]
  }

  private static func fields(of reference: IdentityReference) -> [String: JSONValue] {
    switch reference {
    case .id(let id): ["id": .text(id)]
    case .name(let name, let domain): ["name": .text(name), "domain": document(domain)]
    }
  }

  private static func document(_ domain: DomainReference) -> JSONValue {
    switch domain {
    case .id(let id): ["id": .text(id)]
    case .name(let name): ["name": .text(name)]
    }
  }

  private static func document(_ scope: IdentityScope) -> JSONValue? {
    switch scope {
    case .unspecified: nil
    case .project(let project): ["project": .mapping(fields(of: project))]
    case .domain(let domain): ["domain": document(domain)]
    case .system: ["system": ["all": true]]
    case .trust(let id): ["OS-TRUST:trust": ["id": .text(id)]]
    }
  }
}
