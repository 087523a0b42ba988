import BuildFoundation
import Pipeline
import Recipes
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

/// What becomes of the registry of a Windows, as a recipe says it.
@Suite struct RegistryEditTests {
  private func disk() -> MemoryWindows {
    MemoryWindows(registry: [
      .system: [
        "Select": ["Current": .number(2)], "DriverDatabase": [:],
        #"ControlSet002\Control\Terminal Server"#: ["fDenyTSConnections": .number(1)],
      ],
      .software: [
        #"Microsoft\Windows NT\CurrentVersion"#: [
          "CurrentBuild": .string("20348"), "InstallationType": .string("Server"),
        ],
        #"Vendor\Product\Settings"#: ["a": .string("b")],
        "Policies": ["Old": .number(1), "Kept": .number(2)],
      ],
    ])
  }

  private func edit(_ keys: [RegistryStep.Key], _ disk: MemoryWindows) async throws -> EventRecorder
  {
    try await apply(.registry(RegistryStep(keys: keys)), to: RecordingGuest(windows: disk))
  }

  @Test func keysAreWrittenInTheirTypesOnce() async throws {
    let disk = disk()
    let keys = [
      RegistryStep.Key(
        hive: .system, path: ["CurrentControlSet", "Control", "Terminal Server"],
        set: ["fDenyTSConnections": .number(0)]),
      RegistryStep.Key(
        hive: .software, path: ["Policies"],
        set: [
          "Text": .text("5"), "Path": .expand(#"%SystemRoot%\x"#), "List": .list(["a", "b"]),
          "Bytes": .binary([0, 255]),
        ], delete: ["old"]),
      RegistryStep.Key(hive: .software, path: ["Vendor", "Product"], isRemoved: true),
    ]
    _ = try await edit(keys, disk)
    let server = try await disk.values(
      of: #"ControlSet002\Control\Terminal Server"#, in: .system)
    #expect(server?["fDenyTSConnections"] == .number(0))
    let policies = try #require(try await disk.values(of: "Policies", in: .software))
    #expect(policies.names == ["bytes", "kept", "list", "path", "text"])
    #expect(policies["Text"] == .string("5") && policies["Bytes"] == .binary([0, 255]))
    #expect(policies["Path"] == .expandString(#"%SystemRoot%\x"#))
    #expect(policies["List"] == .multiString(["a", "b"]))
    #expect(try await disk.values(of: #"Vendor\Product\Settings"#, in: .software) == nil)
    let again = try await edit(keys, disk)
    #expect(
      again.events.contains {
        if case .output(_, "0 of 4 changes were needed") = $0.kind { true } else { false }
      })
  }

  @Test func whatIsNoWindowsIsLeftAlone() async throws {
    let refusal = BuildError(.recipe, "there is no Windows")
    let disk = MemoryWindows(refusal: refusal)
    let error = await #expect(throws: BuildError.self) {
      try await edit([RegistryStep.Key(hive: .software, path: ["a"], isRemoved: true)], disk)
    }
    #expect(error?.message == refusal.message)
  }
}
