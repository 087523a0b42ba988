import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing
import WindowsSetup

@testable import Bases

/// Bases of the kind `windows`, on a host that only notes down what it is asked to run.
@Suite(.needs("7zz", "wimlib-imagex", "genisoimage", "xorriso", "qemu-img", "sfdisk"))
struct WindowsFromDiscTests {
  private let folder: TemporaryFolder
  private let report = StepReport("base", to: EventRecorder())

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write("virtio-win.iso", "drivers")
  }

  private static let windows11 = WindowsMediumFixture.Image(
    name: "Windows 11 Pro", shownAs: "Windows 11 Pro", edition: "Professional", type: "Client",
    build: 26100)

  private func source(_ name: String) -> FileSource {
    FileSource(
      .file(
        RecipeFile(
          name: name, path: folder.path.appending(name), isFolder: false,
          location: located(0).location)))
  }

  private func disc(
    _ images: [WindowsMediumFixture.Image] = WindowsMediumFixture.server2022
  ) async throws {
    let place = folder.path.appending("medium")
    try FileManager.default.createDirectory(
      atPath: place.string, withIntermediateDirectories: true)
    let iso = try await WindowsMediumFixture(images).make(in: place)
    try FileManager.default.moveItem(
      atPath: iso.string, toPath: folder.path.appending("windows.iso").string)
  }

  private func base(
    edition: String? = "2", isCompatible: Bool = false,
    _ change: (inout WindowsBase.Answers) -> Void = { _ in }
  ) -> WindowsBase {
    var answers = WindowsBase.Answers()
    change(&answers)
    return WindowsBase(
      iso: source("windows.iso"), edition: edition.map { located($0) },
      virtio: isCompatible ? nil : source("virtio-win.iso"), isCompatible: isCompatible,
      answers: answers, timeout: .seconds(60))
  }

  private func pinned(
    _ base: WindowsBase, _ properties: [String: String] = [:], secrets: SecretValues = .none
  ) async throws -> any BuildBase {
    try await RecipeBase.pin(
      Recipe(
        path: "web.yml", folder: "/", digest: .sha256("recipe"), name: located("web"),
        base: located(.windows(base)), properties: properties.mapValues { located($0) }),
      in: BaseEnvironment(downloads: folder.path.appending("downloads"), secrets: secrets),
      report: report)
  }

  /// The machine that Setup ran in.
  private func machine(
    _ base: WindowsBase, _ properties: [String: String] = [:], secrets: SecretValues = .none,
    on host: FakeInstallerHost = FakeInstallerHost()
  ) async throws -> InstallerMachine {
    let scratch = BuildScratch(
      id: "t", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
    _ = try await pinned(base, properties, secrets: secrets).makeDisk(
      at: folder.path.appending("disk.qcow2"), scratch: scratch, host: host, report: report)
    return try #require(host.machines.first)
  }

  private func read(_ name: String, from disc: [UInt8]) throws -> String {
    let image = folder.path.appending("answer-\(UUID().uuidString).iso")
    try Data(disc).write(to: URL(filePath: image.string))
    let copy = "\(image).copy"
    let run = try ToolRun(
      "xorriso", ["-osirrox", "on", "-indev", image.string, "-extract", "/\(name)", copy])
    try #require(run.status == 0, "\(run.output)")
    return try String(contentsOfFile: copy, encoding: .utf8)
  }

  @Test func setupGetsItsDiscTheDriversAndTheAnswers() async throws {
    try await disc()
    let host = FakeInstallerHost()
    let machine = try await machine(
      base { answers in
        answers.password = located("${secret.admin}")
        answers.commands = ["ver"]
        answers.settings = ["oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/ProtectYourPC": "1"]
      }, secrets: SecretValues(["admin": "hunter2"], key: "k"), on: host)
    #expect(machine.start == .firmware && machine.isWindows && machine.limit == .seconds(60))
    #expect(
      machine.discs.map(\.lastComponent?.string) == [
        "windows.iso", "virtio-win.iso", "answer.iso",
      ])
    #expect(machine.hardware.usesUEFI && machine.hardware.machine == "q35")
    #expect(machine.hardware.diskBus == "virtio" && machine.hardware.networkModel == "virtio")
    #expect(!machine.hardware.hasSecureBoot && machine.hardware.tpm == nil)
    #expect(machine.settings.memory == .gibibytes(2))
    #expect(machine.read("imgbuild-setup: command 1 of 1") == .progress("command 1 of 1"))
    #expect(machine.read("imgbuild-setup: failed: x ended with 7") == .failure("x ended with 7"))
    #expect(machine.read("anything else") == nil)

    let answer = try read("Autounattend.xml", from: try #require(host.files["answer.iso"]))
    for part in [
      "<Key>/IMAGE/INDEX</Key>", "<Value>2</Value>", #"D:\viostor\2k22\amd64"#,
      #"H:\vioserial\2k22\amd64"#, AnswerFilePassword("hunter2").hidden(in: "Password"),
      "<ProtectYourPC>1</ProtectYourPC>", "imgbuild-setup: ", "<Type>EFI</Type>",
    ] {
      #expect(answer.contains(part), "\(part) in \(answer)")
    }
    let script = try read("imgbuild/install.cmd", from: try #require(host.files["answer.iso"]))
    #expect(script.contains("command 1 of 1") && script.contains("qemu-ga-x86_64.msi"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/windows"))
  }

  @Test func windows11GetsWhatItAsksFor() async throws {
    try await disc([Self.windows11])
    let machine = try await machine(base(edition: nil))
    #expect(machine.hardware.hasSecureBoot && machine.hardware.usesUEFI)
    #expect(machine.hardware.tpm == TrustedPlatformModule(version: "2.0", model: "tpm-crb"))
    #expect(machine.settings.memory == .gibibytes(4))
  }

  @Test func compatibleHardwareNeedsNoDrivers() async throws {
    try await disc()
    let host = FakeInstallerHost()
    let machine = try await machine(
      base(isCompatible: true), ["hw_firmware_type": "bios", "hw_disk_bus": "virtio"], on: host)
    #expect(machine.hardware.diskBus == "ide" && machine.hardware.networkModel == "e1000")
    #expect(machine.hardware.machine == "pc" && !machine.hardware.usesUEFI)
    #expect(machine.discs.map(\.lastComponent?.string) == ["windows.iso", "answer.iso"])
    let answer = try read("Autounattend.xml", from: try #require(host.files["answer.iso"]))
    #expect(!answer.contains("viostor") && !answer.contains("<Type>EFI</Type>"))
  }

  @Test(arguments: [
    (nil, "choosing the Windows on windows.iso: it has 4 images"),
    ("9", "choosing the Windows on windows.iso: the disc has no image 9"),
    (
      "ServerStandard",
      "choosing the Windows on windows.iso: the disc has 2 images for `ServerStandard`"
    ),
  ])
  func anEditionThatMeansNoImageIsToldWithThoseThereAre(
    edition: String?, message: String
  ) async throws {
    try await disc()
    let error = await #expect(throws: BuildError.self) {
      try await machine(base(edition: edition))
    }
    #expect(error?.code == .recipe && error?.message.hasSuffix(message) == true, "\(error as Any)")
    #expect(error?.message.hasPrefix("web.yml:1:1: ") == true, "\(error as Any)")
    #expect(error?.output.contains { $0.contains("SERVERSTANDARDCORE") } == true)
  }

  @Test func aReleaseThatNoAnswersAreWrittenForIsRefused() async throws {
    try await disc([
      .init(name: "Old", shownAs: "Old", edition: "ServerStandard", build: 9600)
    ])
    let error = await #expect(throws: BuildError.self) { try await machine(base(edition: nil)) }
    #expect(
      error?.message.contains("is build 9600, for which imgbuild writes no answer files") == true)
  }

  @Test func everythingThatDecidesTheResultIsInTheKey() async throws {
    try await disc()
    func key(
      _ base: WindowsBase, _ properties: [String: String] = [:], secret: String = "a"
    ) async throws -> LayerKey {
      let base = try await pinned(
        base, properties, secrets: SecretValues(["admin": secret], key: "k"))
      return LayerKey(on: nil, try base.keyFields())
    }
    let secret = base { $0.password = located("${secret.admin}") }
    let keys = [
      try await key(base()), try await key(base(edition: "3")),
      try await key(base(isCompatible: true)), try await key(base { $0.commands = ["ver"] }),
      try await key(base { $0.language = "de-DE" }),
      try await key(base { $0.settings = ["specialize/A/B": "c"] }),
      try await key(base(), ["hw_firmware_type": "bios"]),
      try await key(base(), ["hw_firmware_type": "uefi", "os_secure_boot": "required"]),
      try await key(base(), ["hw_tpm_version": "2.0"]), try await key(secret),
      try await key(secret, secret: "b"),
    ]
    #expect(Set(keys).count == keys.count)
    // How long it may take decides nothing.
    var slow = base()
    slow.timeout = .seconds(9)
    #expect(try await key(slow) == keys[0])
    _ = try folder.write("virtio-win.iso", "newer drivers")
    #expect(try await key(base()) != keys[0])
  }
}
