/// Which services a cloud has, and where.
struct ServiceCatalog: Sendable, Hashable {
  /// One way to a service.
  struct Endpoint: Sendable, Hashable {
    var type: String
    var interface: String
    var region: String?
    var url: String
  }

  let endpoints: [Endpoint]

  init(_ document: JSONValue) {
    endpoints = (document.list ?? []).flatMap { service in
      (service["endpoints"].list ?? []).compactMap { endpoint in
        guard let type = service["type"].text, let interface = endpoint["interface"].text,
          let url = endpoint["url"].text
        else { return nil }
        return Endpoint(
          type: type, interface: interface,
          region: endpoint["region_id"].text ?? endpoint["region"].text, url: url)
      }
    }
  }

  /// The URL of a service: the first of the interfaces wanted that the region has.
  ///
  /// Without a region it is the first there is, as keystoneauth does it.
  func url(of type: String, interfaces: [String], region: String?) -> String? {
    let near = endpoints.filter { $0.type == type && (region == nil || $0.region == region) }
    for interface in interfaces {
      if let found = near.first(where: { $0.interface == interface }) { return found.url }
    }
    return nil
  }

  /// What the catalog has of a service, for an error; nil when it has nothing.
  func summary(of type: String) -> String? {
    let ways = endpoints.filter { $0.type == type }
      .map { "\($0.interface) in \($0.region ?? "no region")" }
    return ways.isEmpty ? nil : ways.joined(separator: ", ")
  }
}
