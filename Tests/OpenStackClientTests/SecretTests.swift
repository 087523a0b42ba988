import Testing

@testable import OpenStackClient

@Suite struct SecretTests {
  @Test("A secret shows nowhere, on its own or in something else")
  func hidden() {
    let secret = Secret("s3cret-word")
    let method = IdentityMethod.password(user: .id("u"), secret)
    let configuration = CloudConfiguration(
      name: "c", authentication: .keystone(url: "https://k", method, .unspecified))
    let token = IdentityToken(secret: secret, expiry: nil, catalog: ServiceCatalog(.null))
    var texts = ["\(secret)", String(reflecting: secret), "\(method)", "\(configuration)"]
    texts += [String(reflecting: configuration), "\(token)", String(reflecting: token)]
    dump(configuration, to: &texts[0])
    for text in texts { #expect(!text.contains("s3cret-word")) }
    #expect(secret.revealed == "s3cret-word")
  }

  @Test("What a service echoes is replaced")
  func echo() {
    #expect("no s3cret, s3cret!".hiding([Secret("s3cret")]) == "no <secret>, <secret>!")
    #expect("abc".hiding([Secret("b"), Secret("")]) == "abc")
  }
}
