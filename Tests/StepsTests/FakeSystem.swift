@testable import Steps

/// What a guest answers when it is asked what system it has.
struct FakeSystem: Sendable {
  var id: String
  var like = ""
  var program: String

  var answer: [String] {
    ["tool \(program)", "machine 3e 00", "os-release", "ID=\(id)", "ID_LIKE=\"\(like)\""]
  }

  static let debian = FakeSystem(id: "debian", program: "apt-get")
  static let rocky = FakeSystem(id: "rocky", like: "rhel centos fedora", program: "dnf")
  static let centos7 = FakeSystem(id: "centos", like: "rhel fedora", program: "yum")
  static let leap = FakeSystem(id: "opensuse-leap", like: "suse opensuse", program: "zypper")
  static let tumbleweed = FakeSystem(
    id: "opensuse-tumbleweed", like: "opensuse suse", program: "zypper")
  static let alpine = FakeSystem(id: "alpine", program: "apk")
}
