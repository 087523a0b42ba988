import BuildFoundation
import Testing

@testable import LibvirtKit

struct AgentMessageTests {
  @Test func encodesCommands() throws {
    let command = AgentCommand(
      "/bin/echo", ["a\"b", "ö"], environment: ["B": "2", "A": "1=x"], input: Array("hi".utf8),
      capturesOutput: false)
    #expect(
      try AgentMessage(execute: "guest-exec", arguments: command.message).text()
        == #"{"arguments":{"arg":["a\"b","ö"],"capture-output":false,"env":["A=1=x","B=2"],"#
        + #""input-data":"aGk=","path":"/bin/echo"},"execute":"guest-exec"}"#)
    #expect(
      try AgentMessage(execute: "guest-exec", arguments: AgentCommand("id").message).text()
        == #"{"arguments":{"arg":[],"capture-output":true,"path":"id"},"execute":"guest-exec"}"#)
    #expect(
      try AgentMessage(execute: "guest-ping", arguments: NoAgentArguments()).text()
        == #"{"arguments":{},"execute":"guest-ping"}"#)
  }

  @Test(arguments: [
    (#"{"return":{"exited":false}}"#, false, Int32(0), "", ""),
    (#"{"return":{"exited":true,"exitcode":3}}"#, true, 3, "", ""),
    (#"{"return":{"exited":true,"signal":9}}"#, true, 137, "", ""),
    (#"{"return":{"exited":true,"exitcode":3221225477}}"#, true, -1_073_741_819, "", ""),
    (
      #"{"return":{"exited":true,"exitcode":0,"out-data":"aGkK","err-data":"bm8="}}"#, true, 0,
      "hi\n", "no"
    ),
  ])
  func decodesStatus(
    text: String, hasExited: Bool, status: Int32, output: String, errorOutput: String
  ) throws {
    let decoded = try AgentReply<AgentCommandStatus>.value(in: text)
    #expect(decoded.hasExited == hasExited)
    #expect(decoded.exitStatus == status)
    #expect(String(decoding: decoded.output, as: UTF8.self) == output)
    #expect(String(decoding: decoded.errorOutput, as: UTF8.self) == errorOutput)
    #expect(!decoded.isTruncated)
  }

  @Test func seesTruncation() throws {
    let text = #"{"return":{"exited":true,"exitcode":0,"out-data":"","out-truncated":true}}"#
    #expect(try AgentReply<AgentCommandStatus>.value(in: text).isTruncated)
  }

  @Test(arguments: [
    #"{"return":{}}"#, #"{"error":{}}"#, "", #"{"return":{"exited":true,"out-data":"%"}}"#,
  ])
  func refusesOtherReplies(text: String) {
    #expect(throws: DecodingError.self) {
      try AgentReply<AgentCommandStatus>.value(in: text)
    }
  }

  @Test func decodesInformation() throws {
    let text = #"""
      {"return":{"version":"7.2.0","supported_commands":[
        {"enabled":true,"name":"guest-ping","success-response":true},
        {"enabled":false,"name":"guest-exec","success-response":true}]}}
      """#
    let information = try AgentReply<AgentInformation>.value(in: text)
    #expect(information.version == "7.2.0")
    #expect(information.enabledCommands == ["guest-ping"])
  }

  @Test(arguments: [
    (
      "net0: index=0,type=nic,model=virtio-net-pci\n \\ hostnet0: index=0,type=user,net=10.0.2.0",
      "hostnet0"
    ),
    ("hostnet1: index=0,type=user,net=10.0.2.0,restrict=off\r\n", "hostnet1"),
    ("net0: index=0,type=nic\n \\ hostnet0: index=0,type=tap,fd=3", nil),
    ("", nil),
  ])
  func findsTheUserNetwork(text: String, network: String?) {
    #expect(Domain.userNetwork(in: text) == network)
  }
}
