import BuildFoundation
import Foundation
import Testing

@testable import HostKit

@Suite struct ProcessIdentityTests {
  @Test func thisProcessIsAlive() throws {
    let identity = try #require(ProcessIdentity(pid: getpid()))
    #expect(identity.isAlive)
    #expect(identity == .current)
    #expect(identity.startTime > 0)
    #expect(identity.bootID.count == 36)
    #expect(identity.namespace.hasPrefix("pid:["))
  }

  @Test func anEndedProcessIsNot() throws {
    var child: Child? = try Child()
    let pid = try #require(child?.pid)
    let identity = try #require(ProcessIdentity(pid: pid))
    #expect(identity.isAlive)
    child = nil
    #expect(!identity.isAlive)
    #expect(ProcessIdentity(pid: pid) == nil)
  }

  @Test(
    arguments: [
      { ProcessIdentity(pid: $0.pid, startTime: $0.startTime + 1) },
      { ProcessIdentity(pid: $0.pid, startTime: $0.startTime, bootID: "another") },
      { ProcessIdentity(pid: $0.pid, startTime: $0.startTime, namespace: "pid:[1]") },
      { ProcessIdentity(pid: 1, startTime: $0.startTime + 1) },
    ] as [@Sendable (ProcessIdentity) -> ProcessIdentity])
  func anIDAloneIsNoProcess(other: @Sendable (ProcessIdentity) -> ProcessIdentity) {
    #expect(!other(.current).isAlive)
  }

  @Test func itSurvivesJSON() throws {
    let data = try JSONEncoder().encode(ProcessIdentity.current)
    #expect(try JSONDecoder().decode(ProcessIdentity.self, from: data).isAlive)
  }

  @Test(
    arguments: [
      ("(sleep)", "sleep"), ("(a b)", "a b"), ("(a) b)", "a) b"), ("((sd-pam))", "(sd-pam)"),
      ("(x) R 1 (y)", "x) R 1 (y"),
    ])
  func statusOfAnOddName(field: String, name: String) throws {
    let rest = "S 7 8 9 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 123456 99 100\n"
    let status = try #require(ProcessStatus(stat: "42 \(field) \(rest)"))
    #expect(status.name == name)
    #expect(status.parent == 7)
    #expect(status.group == 8)
    #expect(status.startTime == 123_456)
    #expect(!status.hasEnded)
  }

  @Test(arguments: ["", "42", "42 (sleep", "42 (sleep) S 1", "42 )sleep( S 1 2 3"])
  func statusOfSomethingElse(line: String) {
    #expect(ProcessStatus(stat: line) == nil)
  }
}
