import BuildFoundation
import Foundation
import Pipeline
import Recipes
import Synchronization
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import Steps

/// Steps whose file is fetched.
@Suite struct FetchedFileTests {
  /// A file that is not here until it is asked for.
  private final class LateFile: StepFile {
    let digest: Digest
    private let file: FilePath
    private let content: [UInt8]
    private let asked = Mutex(0)

    init(_ file: FilePath, _ content: [UInt8]) {
      self.file = file
      self.content = content
      digest = .sha256(content)
    }

    var inputs: [String: String] { ["late": digest.description] }
    var count: Int { asked.withLock { $0 } }

    func path(
      report: StepReport, onProcess: @escaping @Sendable (String, Int32) -> Void
    ) async throws -> FilePath {
      asked.withLock { $0 += 1 }
      try Data(content).write(to: URL(filePath: file.string))
      return file
    }
  }

  private static let package: [UInt8] =
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] + Array("package".utf8)
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func source(_ url: String) -> FileSource { FileSource(.urls([located(url)])) }

  private func step(_ url: String, _ file: (any StepFile)?) throws -> any BuildStep {
    let source = source(url)
    let action = StepAction.cloudbaseInit(CloudbaseInitStep(package: .fetched(source)))
    let location = SourceLocation(file: "web.yml", line: 4, column: 2)
    let recipe = Recipe(
      path: "/web.yml", folder: "/", digest: .sha256(""), name: located("web"),
      base: located(
        .bootstrap(BootstrapBase(distribution: located(.debian), suite: located("bookworm")))),
      diskSize: located(.gibibytes(4)),
      steps: [Recipes.Step(action, in: .appliance, location: location)])
    let files = StepFiles(file.map { [source: $0] } ?? [:])
    return try #require(RecipeSteps.make(recipe, files: files).first)
  }

  private func file(_ content: [UInt8] = package) -> LateFile {
    LateFile(folder.path.appending("late"), content)
  }

  @Test func theContentDecidesAndNotTheServer() throws {
    let (one, other) = (file(), file([1]))
    let key = LayerKey(on: nil, try step("https://a.example/x/c.msi?v=1", one).keyFields())
    #expect(LayerKey(on: nil, try step("http://b.example/c.msi", one).keyFields()) == key)
    #expect(LayerKey(on: nil, try step("http://b.example/c.msi", other).keyFields()) != key)
    #expect(one.count == 0)
  }

  @Test func itIsFetchedWhenTheStepIsMadeAndNamedAmongTheInputs() async throws {
    let file = file()
    let step = try step("https://a.example/c.msi", file)
    #expect(step.pins == file.inputs)
    try step.checkHost()
    #expect(file.count == 0)
    let disk = MemoryWindows(
      files: [RegistryHive.system.path: []],
      registry: [
        .system: ["Select": ["Current": .number(1)], "DriverDatabase": [:]],
        .software: [
          #"Microsoft\Windows NT\CurrentVersion"#: [
            "CurrentBuild": .string("20348"), "InstallationType": .string("Server"),
          ],
          #"Microsoft\Windows\CurrentVersion\Setup\State"#: [
            "ImageState": .string("IMAGE_STATE_COMPLETE")
          ],
        ],
      ])
    let report = StepReport("step", to: EventRecorder())
    try await step.apply(to: RecordingGuest(windows: disk), report: report)
    #expect(file.count == 1)
    #expect(disk.files.values.contains(Self.package))
  }

  @Test func whatComesAndIsNoPackageIsRefused() async throws {
    let step = try step("https://a.example/c.msi", file(Array("<html>".utf8)))
    let report = StepReport("step", to: EventRecorder())
    let error = await #expect(throws: BuildError.self) {
      try await step.apply(to: RecordingGuest(windows: MemoryWindows()), report: report)
    }
    #expect(error?.message.contains("is no package of Windows Installer") == true)
  }

  @Test func aFileThatNobodyLookedUpIsSaidWithItsLine() throws {
    let error = #expect(throws: BuildError.self) {
      try step("https://a.example/c.msi", nil).keyFields()
    }
    #expect(error?.message.hasPrefix("web.yml:4:2: ") == true)
  }
}
