import BuildFoundation
import Testing

@testable import OpenStackClient

/// Which files and variables count, and which cloud of them.
@Suite struct CloudSearchTests {
  /// In openstacksdk's order, from what wins to what loses.
  static let places = [
    "named/my.yaml", "work/clouds.yaml", "work/clouds.yml", "work/clouds.json",
    "xdg/openstack/clouds.yaml", "home/.config/openstack/clouds.yaml",
    "site1/openstack/clouds.yaml", "site2/openstack/clouds.yml", "etc/openstack/clouds.yaml",
  ]

  @Test("Each place wins over those after it", arguments: places.indices)
  func order(first: Int) throws {
    let files = Self.places.enumerated().dropFirst(first).map { index, place in
      (place, ConfigurationFixture.cloud("place\(index)"))
    }
    let fixture = try ConfigurationFixture(
      Dictionary(uniqueKeysWithValues: files),
      variables: [
        "OS_CLIENT_CONFIG_FILE": "ROOT/named/my.yaml", "XDG_CONFIG_HOME": "ROOT/xdg",
        "XDG_CONFIG_DIRS": "ROOT/site1:ROOT/site2",
      ])
    let cloud = try fixture.read()
    #expect(cloud.identityHost == "place\(first)")
    #expect(cloud.origin.hasSuffix(Self.places[first]))
  }

  @Test("Without XDG variables the usual folders are searched")
  func usualFolders() throws {
    let fixture = try ConfigurationFixture([
      "etc/xdg/openstack/clouds.yaml": ConfigurationFixture.cloud("site"),
      "etc/openstack/clouds.yaml": ConfigurationFixture.cloud("etc"),
    ])
    #expect(try fixture.read().identityHost == "site")
  }

  @Test("secure.yaml is searched on its own and merged over clouds.yaml at every depth")
  func secrets() throws {
    let fixture = try ConfigurationFixture(
      [
        "work/clouds.yaml": ConfigurationFixture.cloud("work").replacing("secret", with: "old"),
        "home/.config/openstack/secure.yaml": "clouds: {demo: {auth: {password: new}}}",
      ])
    let cloud = try fixture.read("demo")
    #expect(
      cloud.method == .password(user: .name("alice", domain: .name("Default")), Secret("new")))
    #expect(cloud.identityHost == "work")
  }

  @Test("OS_CLIENT_SECURE_FILE comes before all other secrets")
  func namedSecrets() throws {
    let fixture = try ConfigurationFixture(
      [
        "work/clouds.yaml": ConfigurationFixture.cloud("work"),
        "work/secure.yaml": "clouds: {demo: {auth: {password: lost}}}",
        "named/s.yaml": "clouds: {demo: {auth: {password: won}}}",
      ], variables: ["OS_CLIENT_SECURE_FILE": "ROOT/named/s.yaml"])
    #expect(
      try fixture.read().method
        == .password(user: .name("alice", domain: .name("Default")), Secret("won")))
  }

  @Test("A file that is no YAML is passed over with a notice that quotes nothing of it")
  func brokenFile() throws {
    let fixture = try ConfigurationFixture([
      "work/clouds.yaml": "clouds:\n  demo: {password: [s3cret-word\n",
      "etc/openstack/clouds.yaml": ConfigurationFixture.cloud("etc"),
    ])
    let cloud = try fixture.read()
    #expect(cloud.identityHost == "etc")
    #expect(cloud.notices.first?.contains("work/clouds.yaml was passed over: line") == true)
    #expect(!"\(cloud)".contains("s3cret-word"))
  }

  private static let variables = [
    "OS_AUTH_URL": "https://variables/v3", "OS_USERNAME": "bob", "OS_PASSWORD": "secret",
    "OS_PROJECT_NAME": "other", "OS_USER_DOMAIN_ID": "default", "OS_PROJECT_DOMAIN_ID": "default",
  ]

  struct Choice: Sendable {
    var asked: String?
    var clouds: [String]
    var variables: [String: String]
    var host: String
  }

  @Test(
    "The cloud is the one asked for, OS_CLOUD's, the variables', or the only one",
    arguments: [
      Choice(
        asked: "a", clouds: ["a", "b"], variables: variables.merging(["OS_CLOUD": "b"]) { $1 },
        host: "a"),
      Choice(
        asked: nil, clouds: ["a", "b"], variables: variables.merging(["OS_CLOUD": "b"]) { $1 },
        host: "b"),
      Choice(asked: nil, clouds: ["a"], variables: variables, host: "variables"),
      Choice(asked: nil, clouds: [], variables: variables, host: "variables"),
      Choice(asked: "envvars", clouds: ["a"], variables: variables, host: "variables"),
      Choice(
        asked: "mine", clouds: ["a"],
        variables: variables.merging(["OS_CLOUD_NAME": "mine"]) { $1 },
        host: "variables"),
      Choice(asked: nil, clouds: ["a"], variables: ["OS_REGION_NAME": "RegionTwo"], host: "a"),
      Choice(asked: nil, clouds: ["a"], variables: ["OS_LOG_LEVEL": "debug"], host: "a"),
    ])
  func choice(_ choice: Choice) throws {
    let clouds = choice.clouds.map {
      ConfigurationFixture.cloud($0, name: $0).replacing("clouds:\n", with: "")
    }
    let text = "clouds:\n" + clouds.joined(separator: "\n")
    let fixture = try ConfigurationFixture(
      clouds.isEmpty ? [:] : ["work/clouds.yaml": text], variables: choice.variables)
    #expect(try fixture.read(choice.asked).identityHost == choice.host)
  }

  struct Missing: Sendable {
    var asked: String?
    var files: [String: String]
    var variables: [String: String] = [:]
    var words: [String]
  }

  @Test(
    "Where no cloud can be chosen, the error says what there is and where to look",
    arguments: [
      Missing(asked: nil, files: [:], words: ["there is none", "home/.config/openstack"]),
      Missing(
        asked: "dmeo", files: ["work/clouds.yaml": ConfigurationFixture.cloud("x")],
        words: ["no cloud “dmeo” in", "did you mean demo?"]),
      Missing(
        asked: nil,
        files: ["work/clouds.yaml": "clouds: {a: {}, b: {}}"],
        words: ["there are a, b", "OS_CLOUD"]),
      Missing(asked: nil, files: ["work/clouds.yaml": ""], words: ["empty, or not a mapping"]),
      Missing(
        asked: nil, files: ["work/clouds.yaml": "clouds: {envvars: {}}"],
        variables: ["OS_USERNAME": "alice"], words: ["of that name too", "OS_CLOUD_NAME"]),
    ])
  func missing(_ missing: Missing) throws {
    let fixture = try ConfigurationFixture(missing.files, variables: missing.variables)
    let error = #expect(throws: BuildError.self) { try fixture.read(missing.asked) }
    let text = "\(error?.message ?? "") \(error?.hint ?? "")"
    #expect(error?.code == .host)
    for word in missing.words { #expect(text.contains(word)) }
  }
}
