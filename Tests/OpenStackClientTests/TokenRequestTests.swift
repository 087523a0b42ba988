import Testing

@testable import OpenStackClient

@Suite struct TokenRequestTests {
  struct Example: Sendable {
    var method: IdentityMethod
    var scope: IdentityScope
    var document: String
  }

  @Test(
    "The documents of Keystone's API",
    arguments: [
      Example(
        method: .password(user: .name("a", domain: .name("D")), Secret("p")),
        scope: .project(.name("x", domain: .id("d"))),
        document: #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"#
          + #""domain":{"name":"D"},"name":"a","password":"p"}}},"#
          + #""scope":{"project":{"domain":{"id":"d"},"name":"x"}}}}"#),
      Example(
        method: .password(user: .id("u"), Secret("p")), scope: .system,
        document: #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"#
          + #""id":"u","password":"p"}}},"scope":{"system":{"all":true}}}}"#),
      Example(
        method: .token(Secret("t")), scope: .domain(.name("D")),
        document: #"{"auth":{"identity":{"methods":["token"],"token":{"id":"t"}},"#
          + #""scope":{"domain":{"name":"D"}}}}"#),
      Example(
        method: .applicationCredential(id: "i", Secret("s")), scope: .unspecified,
        document: #"{"auth":{"identity":{"application_credential":{"id":"i","secret":"s"},"#
          + #""methods":["application_credential"]}}}"#),
      Example(
        method: .namedApplicationCredential(name: "n", user: .id("u"), Secret("s")),
        scope: .unspecified,
        document: #"{"auth":{"identity":{"application_credential":{"name":"n","secret":"s","#
          + #""user":{"id":"u"}},"methods":["application_credential"]}}}"#),
      Example(
        method: .token(Secret("t")), scope: .trust("x"),
        document: #"{"auth":{"identity":{"methods":["token"],"token":{"id":"t"}},"#
          + #""scope":{"OS-TRUST:trust":{"id":"x"}}}}"#),
    ])
  func documents(_ example: Example) throws {
    let request = TokenRequest(example.method, example.scope)
    #expect(String(decoding: try request.body.bytes(), as: UTF8.self) == example.document)
  }

  @Test(
    "Keystone's URL with its version",
    arguments: [
      ("https://k/v3", "https://k/v3"), ("https://k/v3/", "https://k/v3"),
      ("https://k:5000", "https://k:5000/v3"), ("https://k/identity/", "https://k/identity/v3"),
      ("https://k/v2.0", "https://k/v3"),
    ])
  func urls(configured: String, used: String) {
    #expect(CloudSession.identityURL(configured) == used)
  }
}
