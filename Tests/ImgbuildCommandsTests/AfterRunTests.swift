import ArgumentParser
import BuildFoundation
import BuildHistory
import Foundation
import HostKit
import ImageProperties
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands
@testable import Pipeline

@Suite struct AfterRunTests {
  private let folder: TemporaryFolder
  private let folders: Folders

  init() throws {
    folder = try TemporaryFolder()
    folders = Folders(
      cache: folder.path.appending("cache"), state: folder.path.appending("state"),
      runtime: folder.path.appending("run"))
  }

  private func after(_ report: FailureReport = FailureReport(command: nil, webhook: nil)) throws
    -> AfterRun
  {
    let recipe = try RecipeLoader().load(folder.write("web.yml", webRecipe))
    return AfterRun(recipe, report: report, folders: folders)
  }

  private func runs() async throws -> [RunSummary] {
    try await HistoryDatabase.open(folders.history).runs(limit: 9)
  }

  @Test func aFailureIsRecordedWithItsRows() async throws {
    let after = try after()
    let activity = Activity(id: "step-1", title: "install")
    after.activities.emit(.started(activity))
    after.activities.emit(.output("step-1", line: "x"))
    after.activities.emit(.finished("step-1", outcome: .failed(message: "m"), seconds: 2))
    let events = EventRecorder()
    await after.failed(
      BuildError(.timedOut, "waiting", cause: BuildError(.host, "no room")), key: nil,
      events: events)
    #expect(events.events.isEmpty)
    let run = try #require(try await HistoryDatabase.open(folders.history).run(1))
    #expect(run.summary.name == "web")
    #expect(run.summary.recipe.hasSuffix("/web.yml") && run.summary.recipe.hasPrefix("/"))
    #expect(run.summary.outcome == .failed)
    #expect(run.summary.failure == .init(code: .timedOut, message: "waiting: no room"))
    #expect(
      run.activities == [
        ActivityRun(id: "step-1", title: "install", outcome: .failed, seconds: 2)
      ])
  }

  @Test(arguments: [true, false]) func anArtifactIsRecordedWithWhatIsInIt(
    isUpToDate: Bool
  ) async throws {
    let key = LayerKey(on: nil, [])
    var image = ImageFile.sample
    image.size = .mebibytes(5)
    image.sha256 = "aa"
    let manifest = Manifest.sample(
      key: key, inputs: ["bookworm": "12.5"], image: image,
      packages: [InstalledPackage(name: "bash", version: "5.2", architecture: "amd64")],
      properties: [ImageProperty("os_type", "linux", because: "a test")])
    await (try after()).succeeded(manifest, isUpToDate: isUpToDate, events: EventRecorder())
    let run = try #require(try await HistoryDatabase.open(folders.history).run(1))
    #expect(run.summary.outcome == (isUpToDate ? .upToDate : .succeeded))
    #expect(run.summary.key == key.hex)
    #expect(
      run.summary.image
        == .init(size: .mebibytes(5), virtualSize: .gibibytes(4), sha256: "aa"))
    #expect(
      run.contents
        == ImageContents(
          inputs: ["bookworm": "12.5"], properties: ["os_type": "linux"],
          packages: [ImagePackage(name: "bash", version: "5.2", architecture: "amd64")]))
  }

  @Test func aDamagedHistoryIsAWarning() async throws {
    try PrivateFolder.make(folders.state)
    try Data(String(repeating: "nonsense", count: 999).utf8)
      .write(to: URL(filePath: folders.history.string))
    let events = EventRecorder()
    await (try after()).failed(BuildError(.host, "x"), key: nil, events: events)
    guard case .notice(.warning, let message)? = events.events.first?.kind else {
      Issue.record("\(events.events)")
      return
    }
    #expect(message.contains("damaged") && message.contains("mv "), "\(message)")
  }

  @Test func whatFailsBeforeTheBuildIsRecordedAndReported() async throws {
    let file = folder.path.appending("told")
    let after = try after(FailureReport(command: "echo \"$IMGBUILD_NAME\" > \(file)", webhook: nil))
    let status = await #expect(throws: ExitCode.self) {
      try await after.following { _ in throw BuildError(.host, "pinning") }
    }
    #expect(status?.rawValue == 3)
    #expect(try await runs().map(\.outcome) == [.failed])
    #expect(try String(contentsOfFile: file.string, encoding: .utf8) == "web\n")
  }

  @Test func anInterruptionIsRecordedAndNotReported() async throws {
    let file = folder.path.appending("told")
    let after = try after(FailureReport(command: "touch \(file)", webhook: nil))
    let status = await #expect(throws: ExitCode.self) {
      try await after.following { _ in throw BuildError(.interrupted, "building") }
    }
    #expect(status?.rawValue == 130)
    #expect(try await runs().map(\.outcome) == [.interrupted])
    #expect(!FileManager.default.fileExists(atPath: file.string))
  }

  @Test func aFaultInARecipeIsReported() async throws {
    let file = folder.path.appending("told")
    var options = AfterRunOptions()
    options = try AfterRunOptions.parse([
      "--on-failure", "echo \"$IMGBUILD_STATUS $IMGBUILD_RECIPE\" > \(file)",
    ])
    await #expect(throws: BuildError.self) {
      try await options.reporting(["/r/web.yml"]) { throw BuildError(.recipe, "1 fault") }
    }
    #expect(try String(contentsOfFile: file.string, encoding: .utf8) == "2 /r/web.yml\n")
  }

  @Test func oneRunOfAScheduleAtATime() throws {
    let lock = folder.path.appending("schedules/a.lock")
    let options = try AfterRunOptions.parse(["--lock", lock.string])
    let held = try options.takeLock()
    let error = #expect(throws: BuildError.self) { try options.takeLock() }
    #expect(error?.code == .host)
    withExtendedLifetime(held) {}
    #expect(try AfterRunOptions.parse([]).takeLock() == nil)
  }

  @Test(arguments: [
    ["--keep", "0"], ["--keep", "-1"], ["--keep", "x"], ["--webhook", "ftp://x"],
    ["--webhook", "hooks.example"], ["--webhook", ""],
  ])
  func mistakesAreUsageErrors(arguments: [String]) {
    #expect(throws: (any Error).self) { try AfterRunOptions.parse(arguments) }
  }
}
