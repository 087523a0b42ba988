import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite("Verification on the command line")
struct VerifyCommandTests {
  @Test("a flavor has what matters")
  func flavors() {
    #expect(
      FlavorArgument(argument: "ram=2GiB,vcpus=4,disk=20GiB")?.flavor
        == Flavor(memory: .gibibytes(2), processors: 4, disk: .gibibytes(20)))
    #expect(FlavorArgument(argument: "disk=5GiB")?.flavor == Flavor(disk: .gibibytes(5)))
  }

  @Test(
    "what is no flavor is refused",
    arguments: [
      "m1.small", "ram", "ram=", "ram=much", "vcpus=0", "vcpus=x", "cpu=2", "disk=5GiB,x",
    ])
  func faults(text: String) { #expect(FlavorArgument(argument: text) == nil) }

  @Test("assignments are split at the first sign")
  func assignments() throws {
    #expect(
      try PropertyAssignments(["a=b", "c=d=e", "f="]).values == ["a": "b", "c": "d=e", "f": ""])
    for text in ["a", "=b", ""] {
      let error = #expect(throws: BuildError.self) { try PropertyAssignments([text]) }
      #expect(error?.code == .usage)
    }
  }

  @Test("what an earlier stamp declared stays, what is declared now counts")
  func request() throws {
    let earlier = [
      ImageProperty("os_admin_user", "debian", because: "declared in the recipe"),
      ImageProperty("hw_disk_bus", "virtio", because: "virtio_blk is there"),
    ]
    let request = StampRequest(earlier, try PropertyAssignments(["os_admin_user=root", "a=b"]))
    #expect(request.declared == ["os_admin_user": "root", "a": "b"])
  }

  @Test("JUnit's XML is well-formed, whatever a guest printed")
  func junit() throws {
    let verification = ImageVerification(
      hardware: "pc, BIOS",
      cases: [
        VerificationCase(title: "it boots", seconds: 1.5),
        VerificationCase(
          title: "`a < b && \"c\"`", seconds: 2, failure: "it printed: <\u{1B}[31m&\u{7}>\nmore"),
      ])
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "report.xml", JUnitReport(name: "web.qcow2", verification: verification).text)
    let script = """
      import sys, xml.etree.ElementTree as tree
      suite = tree.parse(sys.argv[1]).getroot()
      print(suite.get("tests"), suite.get("failures"), suite.get("time"))
      for case in suite.iter("testcase"):
          print(case.get("name"), case.get("time"), len(case.findall("failure")))
      """
    let run = try ToolRun("python3", ["-c", script, file.string])
    #expect(
      run.output.split(separator: "\n") == [
        "2 1 3.500", "it boots 1.500 0", "`a < b && \"c\"` 2.000 1",
      ])
  }

  @Test("a folder without a manifest is no artifact")
  func folders() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: BuildError.self) { try ImageArgument(folder.path.string) }
    #expect(error?.code == .usage && error?.message.contains("manifest.json") == true)
    let file = try folder.write("web.qcow2", "")
    #expect(try ImageArgument(file.string).path == file)
  }
}
