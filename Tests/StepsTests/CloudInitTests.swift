import BuildFoundation
import Pipeline
import Recipes
import Testing

@testable import Steps

@Suite struct CloudInitTests {
  private static let folder = "/etc/cloud/cloud.cfg.d"

  private func guest(_ status: Int32, _ lines: [String]) async throws -> RecordingGuest {
    let guest = RecordingGuest { arguments in
      arguments.first == "/bin/sh" ? (status, lines) : (0, [])
    }
    try await guest.makeFolder(Self.folder, attributes: .folder)
    return guest
  }

  private let action = StepAction.cloudInit(
    CloudInitStep(datasources: ["OpenStack", "None"], config: "a: b"))

  @Test func aRightFileIsPutInPlace() async throws {
    let guest = try await guest(0, ["Valid cloud-config: x"])
    let events = try await apply(action, to: guest)
    #expect(
      guest.text("\(Self.folder)/99-imgbuild.cfg.imgbuild") == "#cloud-config\na: b\n")
    #expect(
      guest.commands.last?.arguments == [
        "mv", "\(Self.folder)/99-imgbuild.cfg.imgbuild", "\(Self.folder)/99-imgbuild.cfg",
      ])
    #expect(
      guest.text("\(Self.folder)/99-imgbuild-datasources.cfg")
        == "datasource_list: [ OpenStack, None ]\n")
    #expect(events.events.count == 1)
  }

  @Test func aWrongFileGoes() async throws {
    let guest = try await guest(1, ["Error:", "Cloud config schema errors: a: 'b' is wrong"])
    let error = await #expect(throws: BuildError.self) { try await apply(action, to: guest) }
    #expect(error?.message.contains("cloud-init refuses 99-imgbuild.cfg") == true)
    #expect(error?.output == ["Cloud config schema errors: a: 'b' is wrong"])
    #expect(guest.file("\(Self.folder)/99-imgbuild.cfg.imgbuild") == nil)
    #expect(guest.file("\(Self.folder)/99-imgbuild-datasources.cfg") == nil)
  }

  @Test func withoutCloudInitNothingIsWritten() async throws {
    let guest = RecordingGuest()
    let error = await #expect(throws: BuildError.self) { try await apply(action, to: guest) }
    #expect(error?.hint?.contains("install the package cloud-init") == true)
    #expect(guest.calls.isEmpty)
  }

  private static let extra = "Additional properties are not allowed"

  @Test(
    arguments: [
      (0, ["Valid schema x"], CloudInitVerdict.valid(notes: [])),
      (0, ["deprecated: y", "Valid schema x"], .valid(notes: ["deprecated: y"])),
      (2, ["usage"], .unknown),
      (
        1, ["Error:", "Cloud config schema errors: a: wrong"],
        .invalid(["Cloud config schema errors: a: wrong"])
      ),
      (
        1, ["Error: Cloud config schema errors: : \(extra) ('datasource' was unexpected)"],
        .valid(notes: [])
      ),
      (
        1,
        [
          "Error: Cloud config schema errors: : \(extra) ('system_info', 'output' were unexpected), a: wrong"
        ], .invalid(["Error: Cloud config schema errors: a: wrong"])
      ),
      (
        1, ["Error: Cloud config schema errors: : \(extra) ('nmae' was unexpected)"],
        .invalid(["Error: Cloud config schema errors: : \(extra) ('nmae' was unexpected)"])
      ),
      (1, [], .invalid([])),
    ] as [(Int32, [String], CloudInitVerdict)])
  func verdicts(status: Int32, lines: [String], verdict: CloudInitVerdict) {
    #expect(CloudInitVerdict(status: status, lines: lines) == verdict)
  }
}
