import Foundation

/// A token of Keystone, and what came with it.
struct IdentityToken: Sendable {
  /// The token.
  let secret: Secret
  /// When it ends; nil for one that the configuration brought.
  let expiry: Date?
  /// Where the services are.
  let catalog: ServiceCatalog
  /// The project that it is for.
  let projectID: String?

  init(secret: Secret, expiry: Date?, catalog: ServiceCatalog, projectID: String? = nil) {
    self.secret = secret
    self.expiry = expiry
    self.catalog = catalog
    self.projectID = projectID
  }

  /// Reads the answer to a request for a token; nil when it is not one.
  init?(header: String?, body: JSONValue) {
    guard let header, !header.isEmpty, body["token"] != .null else { return nil }
    self.init(
      secret: Secret(header), expiry: body["token"]["expires_at"].text.flatMap(ServiceDate.read),
      catalog: ServiceCatalog(body["token"]["catalog"]),
      projectID: body["token"]["project"]["id"].text)
  }

  /// Whether it is still good for `duration`.
  func isGood(for duration: Duration, now: Date = Date()) -> Bool {
    expiry.map { $0.timeIntervalSince(now) > Double(duration.components.seconds) } ?? true
  }
}
