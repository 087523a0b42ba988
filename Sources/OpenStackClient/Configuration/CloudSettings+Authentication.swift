import Foundation

extension CloudSettings {
  /// How to authenticate, by `auth_type` or by what is there.
  func authentication() throws -> CloudAuthentication {
    switch authType {
    case "none":
      return .endpoint(try endpoint(), token: nil)
    case "admin_token", "token_endpoint":
      return .endpoint(try endpoint(), token: try secret("token", "auth_token"))
    case "password", "v3password":
      return try keystone(
        .password(user: try user(), try secret("password")), scope: try scope())
    case "token", "v3token":
      return try keystone(.token(try secret("token", "auth_token")), scope: try scope())
    case "v3applicationcredential", "applicationcredential":
      return try keystone(try applicationCredential(), scope: .unspecified)
    case let other:
      throw failure(
        "it authenticates by \(other), which imgbuild cannot do",
        hint: "use password, token or v3applicationcredential; an application credential can be "
          + "made with: openstack application credential create NAME")
    }
  }

  private var authType: String {
    if let named = scopeText("auth_type", "auth_plugin") { return named }
    if authText("application_credential_secret") != nil { return "v3applicationcredential" }
    return authText("token", "auth_token") != nil ? "token" : "password"
  }

  private func keystone(
    _ method: IdentityMethod, scope: IdentityScope
  ) throws -> CloudAuthentication {
    guard var url = authText("auth_url") else {
      throw failure("it has no auth_url", hint: "that is Keystone's URL, and ends in /v3 mostly")
    }
    // keystoneauth puts other settings in: https://identity.{region_name}.example.com
    for (key, value) in values {
      if let text = value.text { url = url.replacing("{\(key)}", with: text) }
    }
    return .keystone(url: try checked(url, "auth_url"), method, scope)
  }

  private func endpoint() throws -> String {
    guard let url = authText("endpoint", "url") ?? text("image_endpoint_override") else {
      throw failure("it has no endpoint", hint: "without Keystone, auth must name the endpoint")
    }
    return try checked(url, "endpoint")
  }

  /// The URL, if it is one that can be used and shown.
  func checked(_ url: String, _ key: String) throws -> String {
    guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
      ["http", "https"].contains(parts.scheme?.lowercased())
    else { throw failure("its \(key) is no http or https URL") }
    guard parts.user == nil, parts.password == nil else {
      throw failure("its \(key) holds a user name or password", hint: "they belong below auth")
    }
    return url
  }

  private func secret(_ keys: String...) throws -> Secret {
    let found = keys.lazy.compactMap { authText($0) }.first
    guard let found else {
      throw failure("it has no \(keys[0])", hint: "secure.yaml is the place for it")
    }
    return Secret(found)
  }

  private func user() throws -> IdentityReference {
    if let id = authText("user_id") { return .id(id) }
    guard let name = authText("username", "user_name") else {
      throw failure("it has neither username nor user_id")
    }
    guard let domain = domain("user") else {
      throw failure(
        "it does not say in which domain the user \(name) is",
        hint: "add user_domain_name; it is Default on most clouds")
    }
    return .name(name, domain: domain)
  }

  private func applicationCredential() throws -> IdentityMethod {
    let secret = try secret("application_credential_secret")
    if let id = authText("application_credential_id") {
      return .applicationCredential(id: id, secret)
    }
    guard let name = authText("application_credential_name") else {
      throw failure("it has neither application_credential_id nor application_credential_name")
    }
    return .namedApplicationCredential(name: name, user: try user(), secret)
  }

  private func scope() throws -> IdentityScope {
    if let system = authText("system_scope") {
      guard system == "all" else { throw failure("its system_scope is \(system); only all exists") }
      return .system
    }
    if let trust = authText("trust_id") { return .trust(trust) }
    if let id = projectID { return .project(.id(id)) }
    if let name = projectName {
      guard let domain = domain("project") else {
        throw failure(
          "it does not say in which domain the project \(name) is",
          hint: "add project_domain_name; it is Default on most clouds")
      }
      return .project(.name(name, domain: domain))
    }
    if let id = scopeText("domain_id") { return .domain(.id(id)) }
    if let name = scopeText("domain_name") { return .domain(.name(name)) }
    return .unspecified
  }

  private var projectID: String? { scopeText("project_id", "tenant_id") }
  private var projectName: String? { scopeText("project_name", "tenant_name") }

  /// The domain of the user or the project.
  ///
  /// With a project, a bare `domain_name` is that of both; without one it is what is asked for.
  private func domain(_ of: String) -> DomainReference? {
    if let id = scopeText("\(of)_domain_id") { return .id(id) }
    if let name = scopeText("\(of)_domain_name") { return .name(name) }
    if projectID != nil || projectName != nil {
      if let id = scopeText("domain_id") { return .id(id) }
      if let name = scopeText("domain_name") { return .name(name) }
    }
    if let id = scopeText("default_domain_id", "default_domain") { return .id(id) }
    return scopeText("default_domain_name").map { .name($0) }
  }
}
