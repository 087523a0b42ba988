import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import OpenStackClient

/// What the settings of a cloud mean.
@Suite struct CloudSettingsTests {
  private static let base = """
    auth_url: https://keystone.example.com/v3
    username: alice
    password: secret
    """

  private func read(_ auth: String, beside: String = "") throws -> CloudConfiguration {
    let indented = auth.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    let more = beside.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    return try ConfigurationFixture([
      "work/clouds.yaml": "clouds:\n  demo:\n\(more)\n    auth:\n\(indented)\n"
    ]).read()
  }

  struct Scope: Sendable {
    var lines: String
    var beside = ""
    var scope: IdentityScope
    var domain: DomainReference = .id("u")
  }

  @Test(
    "Scope and domains",
    arguments: [
      Scope(lines: "user_domain_id: u\nproject_id: p1", scope: .project(.id("p1"))),
      Scope(lines: "user_domain_id: u\nproject-id: p1", scope: .project(.id("p1"))),
      Scope(lines: "user_domain_id: u\ntenant_id: p1", scope: .project(.id("p1"))),
      Scope(
        lines: "user_domain_id: u\ntenant_name: t\nproject_domain_name: D",
        scope: .project(.name("t", domain: .name("D")))),
      Scope(
        lines: "domain_id: u\nproject_name: p", scope: .project(.name("p", domain: .id("u")))),
      Scope(
        lines: "default_domain: u\nproject_name: p", scope: .project(.name("p", domain: .id("u")))),
      Scope(
        lines: "user_domain_id: u\nproject_name: below\nproject_domain_id: d",
        beside: "project_name: beside", scope: .project(.name("beside", domain: .id("d")))),
      Scope(lines: "user_domain_id: u\ndomain_name: D", scope: .domain(.name("D"))),
      Scope(lines: "user_domain_id: u\nsystem_scope: all", scope: .system),
      Scope(lines: "user_domain_id: u\ntrust_id: t1", scope: .trust("t1")),
      Scope(lines: "user_domain_id: u", scope: .unspecified),
    ])
  func scopes(_ scope: Scope) throws {
    let cloud = try read(Self.base + "\n" + scope.lines, beside: scope.beside)
    #expect(cloud.scope == scope.scope)
    #expect(cloud.method == .password(user: .name("alice", domain: scope.domain), Secret("secret")))
  }

  struct Method: Sendable {
    var auth: String
    var type: String?
    var authentication: CloudAuthentication
  }

  @Test(
    "What proves the identity",
    arguments: [
      Method(
        auth: "auth_url: https://k/v3\napplication_credential_id: i\n"
          + "application_credential_secret: s", type: "v3applicationcredential",
        authentication: .keystone(
          url: "https://k/v3", .applicationCredential(id: "i", Secret("s")), .unspecified)),
      Method(
        auth: "auth_url: https://k/v3\napplication_credential_name: ci\nuser_id: u\n"
          + "application_credential_secret: s", type: nil,
        authentication: .keystone(
          url: "https://k/v3",
          .namedApplicationCredential(name: "ci", user: .id("u"), Secret("s")), .unspecified)),
      Method(
        auth: "auth_url: https://k/v3\ntoken: t\nproject_id: p", type: "v3token",
        authentication: .keystone(url: "https://k/v3", .token(Secret("t")), .project(.id("p")))),
      Method(
        auth: "auth_url: https://k/v3\nuser_id: 7\npassword: 0123", type: "password",
        authentication: .keystone(
          url: "https://k/v3", .password(user: .id("7"), Secret("0123")), .unspecified)),
      Method(
        auth: "endpoint: https://g/\ntoken: t", type: "admin_token",
        authentication: .endpoint("https://g/", token: Secret("t"))),
      Method(
        auth: "endpoint: https://g/", type: "none",
        authentication: .endpoint("https://g/", token: nil)),
    ])
  func methods(_ method: Method) throws {
    let cloud = try read(method.auth, beside: method.type.map { "auth_type: \($0)" } ?? "")
    #expect(cloud.authentication == method.authentication)
  }

  struct Fault: Sendable {
    var auth: String
    var beside = ""
    var words: String
  }

  @Test(
    "What is missing or wrong is said, and no secret is",
    arguments: [
      Fault(
        auth: "username: alice\npassword: s3cret-word\nuser_domain_id: d", words: "no auth_url"),
      Fault(auth: base + "\nproject_id: p", words: "in which domain the user alice is"),
      Fault(
        auth: base + "\nuser_domain_id: d\nproject_name: p",
        words: "in which domain the project p is"),
      Fault(
        auth: "auth_url: https://k/v3\nusername: a\nuser_domain_id: d", words: "has no password"),
      Fault(
        auth: base, beside: "auth_type: v3oidcpassword", words: "authenticates by v3oidcpassword"),
      Fault(
        auth: "auth_url: https://a:s3cret-word@k/v3\nuser_id: u\npassword: x",
        words: "holds a user name or password"),
      Fault(auth: "auth_url: k/v3\nuser_id: u\npassword: x", words: "auth_url is no http"),
      Fault(auth: base + "\nuser_domain_id: d", beside: "cacert: gone.pem", words: "gone.pem"),
      Fault(auth: "password: s3cret-word", beside: "profile: vexxhost", words: "profile vexxhost"),
      Fault(
        auth: base + "\nuser_domain_id: d", beside: "regions: [a, b]\nregion_name: c",
        words: "no region c, only a, b"),
    ])
  func faults(_ fault: Fault) throws {
    let error = #expect(throws: BuildError.self) { try read(fault.auth, beside: fault.beside) }
    #expect(error?.message.contains(fault.words) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("reading the cloud demo from /") == true)
    #expect(!"\(error as Any)".contains("s3cret-word"))
  }

  @Test("Regions, interfaces, endpoints and limits")
  func places() throws {
    let cloud = try read(
      "auth_url: https://{region_name}.k/v3\nuser_id: u\npassword: x",
      beside: """
        regions:
          - name: north
            values: {endpoint_type: internalURL, auth: {project_id: p}}
          - south
        image_endpoint_override: https://g/v2
        api_timeout: 7
        """)
    #expect(cloud.region == "north")
    #expect(cloud.interfaces == ["internal"])
    #expect(cloud.scope == .project(.id("p")))
    #expect(cloud.identityHost == "north.k")
    #expect(cloud.imageEndpoint == "https://g/v2")
    #expect(cloud.silenceLimit == .seconds(7))
  }

  @Test(
    "Certificates are left unchecked only when that is asked for, and it is said",
    arguments: [
      ("", true), ("verify: true", true), ("insecure: false", true), ("verify: false", false),
      ("verify: 'False'", false), ("insecure: true", false), ("insecure: 'yes'", false),
      ("verify: nonsense", true),
    ])
  func security(line: String, isChecked: Bool) throws {
    let cloud = try read("auth_url: https://k/v3\nuser_id: u\npassword: x", beside: line)
    #expect(cloud.security.verifiesServer == isChecked)
    #expect(cloud.notices.contains { $0.contains("without checking") } == !isChecked)
  }

  @Test("Paths start at the home folder or where imgbuild runs")
  func certificates() throws {
    let text = ConfigurationFixture.cloud("k") + "\n    cacert: ~/ca.pem\n    cert: client.pem\n"
    let fixture = try ConfigurationFixture([
      "work/clouds.yaml": text, "home/ca.pem": "x", "work/client.pem": "x",
    ])
    let security = try fixture.read().security
    #expect(security.authorities == fixture.folder.path.appending("home").appending("ca.pem"))
    #expect(security.certificate == fixture.folder.path.appending("work").appending("client.pem"))
  }

  @Test("A vendor profile of clouds-public.yaml lies below the cloud's own settings")
  func profile() throws {
    let fixture = try ConfigurationFixture([
      "work/clouds.yaml": """
      clouds:
        demo:
          profile: vendor
          region_name: mine
          auth: {user_id: u, password: x}
      """,
      "etc/openstack/clouds-public.yaml": """
      public-clouds:
        vendor: {region_name: theirs, interface: admin, auth: {auth_url: https://vendor/v3}}
      """,
    ])
    let cloud = try fixture.read()
    #expect(cloud.identityHost == "vendor")
    #expect(cloud.region == "mine")
    #expect(cloud.interfaces == ["admin"])
  }

  @Test("Anchors and merge keys of YAML count")
  func mergeKeys() throws {
    let fixture = try ConfigurationFixture([
      "work/clouds.yaml": """
      common: &common {auth_url: https://shared/v3, user_domain_id: d, password: x}
      clouds:
        demo:
          auth: {<<: *common, username: alice, password: own}
      """
    ])
    #expect(
      try fixture.read().method == .password(user: .name("alice", domain: .id("d")), Secret("own")))
  }

  @Test("A region that all commas name is the first")
  func commas() throws {
    let cloud = try read(
      "auth_url: https://k/v3\nuser_id: u\npassword: x", beside: "region_name: one,two")
    #expect(cloud.region == "one")
  }
}
