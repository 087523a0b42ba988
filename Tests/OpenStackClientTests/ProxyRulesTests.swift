import Testing

@testable import OpenStackClient

@Suite struct ProxyRulesTests {
  @Test(
    "The proxy of a URL",
    arguments: [
      ("http://a.example.com/", "p1:3128"), ("https://a.example.com/", "p2:80"),
      ("https://inner.example.org/", nil), ("https://example.org/", nil),
      ("https://notexample.org/", "p2:80"), ("https://10.20.0.1:5000/v3", nil),
      ("https://11.20.0.1/", "p2:80"), ("http://host:8080/", nil), ("http://host:8081/", "p1:3128"),
    ] as [(String, String?)])
  func choice(url: String, proxy: String?) throws {
    let rules = ProxyRules([
      "http_proxy": "http://user:s3cret@p1:3128/", "HTTPS_PROXY": "p2",
      "no_proxy": "example.org, 10.0.0.0/8,host:8080",
    ])
    let server = try rules.server(for: url)
    #expect(server.map { "\($0.host):\($0.port)" } == proxy)
    #expect(!"\(server as Any)".contains("s3cret"))
  }

  @Test("Lower case wins, * goes everywhere directly, socks is another kind")
  func kinds() throws {
    let both = ProxyRules(["http_proxy": "http://low:1", "HTTP_PROXY": "http://high:1"])
    #expect(try both.server(for: "http://a/")?.host == "low")
    #expect(try ProxyRules(["http_proxy": "p", "no_proxy": "*"]).server(for: "http://a/") == nil)
    let socks = try ProxyRules(["all_proxy": "socks5://s"]).server(for: "https://a/")
    #expect(socks == ProxyRules.Server(isSocks: true, host: "s", port: 1080))
  }

  @Test("A proxy that cannot be used is an error that does not quote it")
  func unusable() {
    let rules = ProxyRules(["http_proxy": "https://user:s3cret@p:1"])
    let fault = #expect(throws: TransportFault.self) { try rules.server(for: "http://a/") }
    #expect(fault?.description.contains("s3cret") == false)
  }
}
