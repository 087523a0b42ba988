import BuildFoundation
import Foundation
import ImageProperties
import Pipeline
import Recipes
import SystemPackage
import TestSupport
import Testing

@testable import Bases

@Suite(.needs("qemu-img", "sfdisk", "xorriso")) struct InstallerDiskTests {
  private let folder: TemporaryFolder
  private let report = StepReport("base", to: EventRecorder())

  init() throws {
    folder = try TemporaryFolder()
    for name in ["kernel", "initrd"] { _ = try folder.write(name, "\(name) itself") }
    let tree = folder.path.appending("tree")
    try FileManager.default.createDirectory(
      atPath: tree.appending("casper").string, withIntermediateDirectories: true)
    _ = try folder.write("tree/casper/vmlinuz", "casper kernel")
    _ = try folder.write("tree/casper/initrd", "casper initrd")
    let run = try ToolRun(
      "xorriso", ["-as", "mkisofs", "-quiet", "-r", "-o", "\(folder.path)/iso", tree.string])
    try #require(run.status == 0, "\(run.output)")
  }

  private func disk(
    _ base: InstallerBase, properties: [String: String] = [:], size: ByteCount? = nil,
    secrets: SecretValues = .none
  ) async throws -> InstallerDisk {
    try await InstallerDisk(
      base, of: .sample(base, properties: properties, size: size),
      in: BaseEnvironment(downloads: folder.path.appending("downloads"), secrets: secrets),
      report: report)
  }

  private func made(
    _ base: InstallerBase, properties: [String: String] = [:], secrets: SecretValues = .none,
    on host: FakeInstallerHost
  ) async throws -> [String: String] {
    let scratch = BuildScratch(
      id: "t", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
    return try await disk(base, properties: properties, secrets: secrets).makeDisk(
      at: folder.path.appending("disk.qcow2"), scratch: scratch, host: host, report: report)
  }

  @Test func thePreseedIsAddedToTheInitrd() async throws {
    let host = FakeInstallerHost()
    let inputs = try await made(
      .sample(.preseed, "password ${secret.root}\n", in: folder.path, arguments: ["quiet"]),
      secrets: SecretValues(["root": "hunter2"], key: "k"), on: host)
    let machine = try #require(host.machines.first)
    guard case .kernel(let kernel, _, let arguments) = machine.start else {
      Issue.record("no kernel")
      return
    }
    #expect(kernel == folder.path.appending("kernel"))
    #expect(
      arguments == [
        "auto=true", "priority=critical", "TERM=dumb", "DEBIAN_FRONTEND=text",
        "console=ttyS0,115200", "quiet",
      ])
    let initrd = String(decoding: try #require(host.files["initrd"]), as: UTF8.self)
    #expect(initrd.hasPrefix("initrd itself\0\0\0070701"))
    #expect(initrd.contains("preseed.cfg\0"))
    #expect(initrd.contains("password hunter2\n"))
    #expect(machine.discs == [] && machine.limit == .seconds(60))
    #expect(machine.read("Prompt: '?' for help> ") == .question)
    // Nothing that held the secret is left, and the record does not name it.
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/installer"))
    #expect(inputs["kernel kernel"] == "\(Digest.sha256("kernel itself"))")
    #expect(inputs["preseed"] == "\(Digest.sha256("password ${secret.root}\n"))")
  }

  @Test func theKickstartIsAddedToTheInitrd() async throws {
    let host = FakeInstallerHost()
    _ = try await made(.sample(.kickstart, "poweroff\n", in: folder.path), on: host)
    guard case .kernel(_, _, let arguments) = host.machines.first?.start else {
      Issue.record("no kernel")
      return
    }
    #expect(arguments == ["inst.ks=file:/ks.cfg", "inst.cmdline", "console=ttyS0,115200"])
    #expect(String(decoding: host.files["initrd"] ?? [], as: UTF8.self).contains("ks.cfg\0"))
  }

  @Test(arguments: ["", "#cloud-config\n"]) func autoinstallGetsASeed(header: String) async throws {
    let host = FakeInstallerHost()
    let answer = "autoinstall:\n  version: 1\n"
    _ = try await made(
      .sample(.autoinstall, header + answer, in: folder.path, files: ["iso"]), on: host)
    let machine = try #require(host.machines.first)
    guard case .kernel(let kernel, let initrd, let arguments) = machine.start else {
      Issue.record("no kernel")
      return
    }
    #expect(arguments == ["autoinstall", "console=ttyS0,115200"])
    #expect(host.files[kernel.lastComponent?.string ?? ""] == Array("casper kernel".utf8))
    #expect(host.files[initrd.lastComponent?.string ?? ""] == Array("casper initrd".utf8))
    #expect(machine.discs.map(\.lastComponent?.string) == ["iso", "answer.iso"])
    try Data(try #require(host.files["answer.iso"])).write(
      to: URL(filePath: "\(folder.path)/seed.iso"))
    #expect(
      try ToolRun("xorriso", ["-indev", "\(folder.path)/seed.iso"]).output.contains("'CIDATA'"))
    #expect(try read("user-data", from: "seed.iso") == "#cloud-config\n\(answer)")
    #expect(try read("meta-data", from: "seed.iso").hasPrefix("instance-id: "))
  }

  @Test func windowsGetsItsAnswerOnADisc() async throws {
    let host = FakeInstallerHost()
    _ = try await made(
      .sample(.autounattend, "<unattend/>", in: folder.path, files: ["iso"]),
      properties: ["hw_firmware_type": "uefi", "hw_disk_bus": "sata"], on: host)
    let machine = try #require(host.machines.first)
    #expect(machine.start == .firmware && machine.isWindows && !machine.saysWhenDone)
    #expect(machine.hardware.usesUEFI && machine.hardware.diskBus == "sata")
    #expect(machine.discs.map(\.lastComponent?.string) == ["iso", "answer.iso"])
    try Data(try #require(host.files["answer.iso"])).write(
      to: URL(filePath: "\(folder.path)/seed.iso"))
    #expect(try read("Autounattend.xml", from: "seed.iso") == "<unattend/>")
  }

  private func read(_ name: String, from disc: String) throws -> String {
    let copy = "\(folder.path)/copy"
    try? FileManager.default.removeItem(atPath: copy)
    let run = try ToolRun(
      "xorriso",
      ["-osirrox", "on", "-indev", "\(folder.path)/\(disc)", "-extract", "/\(name)", copy])
    try #require(run.status == 0, "\(run.output)")
    return try String(contentsOfFile: copy, encoding: .utf8)
  }

  @Test func anInstallerThatInstallsNothingIsAFailure() async {
    let error = await #expect(throws: BuildError.self) {
      try await made(.sample(in: folder.path), on: FakeInstallerHost(installs: false))
    }
    #expect(error?.message.contains("ended without installing") == true)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/installer"))
  }

  @Test func aFileThatChangesMeanwhileIsNoticed() async throws {
    let base = InstallerBase.sample(in: folder.path)
    let disk = try await disk(base)
    _ = try folder.write("kernel", "another kernel")
    let scratch = BuildScratch(
      id: "t", folder: folder.path, onProcess: { _, _ in }, partialOutput: { $0 })
    let error = await #expect(throws: BuildError.self) {
      try await disk.makeDisk(
        at: folder.path.appending("disk.qcow2"), scratch: scratch, host: FakeInstallerHost(),
        report: report)
    }
    #expect(error?.message.contains("checking kernel: its sha256 is ") == true)
    #expect(error?.hint == "it was changed while it was used")
  }

  private func key(_ disk: InstallerDisk) throws -> LayerKey {
    LayerKey(on: nil, try disk.keyFields())
  }

  @Test func everythingThatDecidesTheResultIsInTheKey() async throws {
    let base = InstallerBase.sample(in: folder.path)
    var keys = [try key(try await disk(base)), try key(try await disk(base, size: .gibibytes(9)))]
    for (name, value) in [
      ("hw_firmware_type", "uefi"), ("hw_machine_type", "q35"), ("hw_disk_bus", "sata"),
      ("hw_vif_model", "e1000"), ("hw_tpm_version", "2.0"),
    ] {
      keys.append(try key(try await disk(base, properties: [name: value])))
    }
    for other in [
      InstallerBase.sample(.kickstart, in: folder.path),
      .sample(.preseed, "d-i y\n", in: folder.path), .sample(in: folder.path, arguments: ["a"]),
      .sample(in: folder.path, files: ["kernel", "initrd", "iso"]),
    ] {
      keys.append(try key(try await disk(other)))
    }
    _ = try folder.write("initrd", "another initrd")
    keys.append(try key(try await disk(base)))
    #expect(Set(keys).count == keys.count)
    // A secret that the answer names decides, without being in the key.
    let secret = InstallerBase.sample(.preseed, "${secret.a}", in: folder.path)
    for value in ["hunter2", "hunter3"] {
      let disk = try await disk(secret, secrets: SecretValues(["a": value], key: "k"))
      keys.append(try key(disk))
      #expect(!"\(try disk.keyFields())".contains(value))
    }
    #expect(Set(keys).count == keys.count)
    // How long it may take decides nothing, nor does another secret.
    let slow = InstallerBase.sample(in: folder.path, timeout: .seconds(9))
    let other = SecretValues(["a": "b"], key: "k")
    #expect(try key(try await disk(slow, secrets: other)) == keys[keys.count - 3])
  }

  @Test func whatItIsToThePlan() async throws {
    let disk = try await disk(.sample(in: folder.path, timeout: .seconds(7200)))
    #expect(disk.title == "install from kernel, preseed")
    #expect(disk.dependsOnOutside && disk.layout == nil && disk.limit > .seconds(7200))
    let windows = try await self.disk(.sample(.autounattend, in: folder.path, files: ["iso"]))
    #expect(windows.title == "install from iso, autounattend")
    #expect(!windows.dependsOnOutside)
  }

  @Test(
    arguments: [
      (.preseed, ["kernel"], [], "one is missing"),
      (.preseed, ["initrd", "iso"], [], "one is missing"),
      (.kickstart, [], [], "needs an `iso`, or a `kernel`"),
      (.autounattend, ["kernel", "initrd"], [], "Windows Setup"),
      (.autounattend, ["kernel", "initrd", "iso"], [], "Windows Setup"),
      (.autoinstall, ["iso"], [], "no `autoinstall:` key"),
      (.preseed, ["iso"], ["password=${secret.a}"], "a secret among the kernel's arguments"),
    ] as [(InstallerBase.AnswerKind, [String], [String], String)])
  func whatCannotStartIsRefused(
    kind: InstallerBase.AnswerKind, files: [String], arguments: [String], message: String
  ) async {
    let base = InstallerBase.sample(kind, in: folder.path, files: files, arguments: arguments)
    let error = await #expect(throws: BuildError.self) { try await disk(base) }
    #expect(error?.code == .recipe)
    #expect(error?.message.hasPrefix("web.yml:1:1: reading the base: ") == true)
    #expect(error?.message.contains(message) == true)
  }
}
