import BuildFoundation
import ImageProperties
import LibvirtKit
import Pipeline
import Recipes
import SystemPackage
import Testing

@testable import Guests

@Suite struct InstallerDefinitionTests {
  private func definition(
    _ start: InstallerMachine.Start, _ properties: [String: String] = [:], isWindows: Bool = false
  ) throws -> DomainDefinition {
    let hardware = NovaHardware(
      PropertySet(properties.map { ImageProperty($0.key, $0.value, because: "a test") }))
    var definition = DomainDefinition(
      name: "i", accelerator: .tcg, memory: .gibibytes(1), processors: 1)
    var machine = InstallerMachine(
      start, discs: ["/a.iso", "/b.iso"], hardware: hardware,
      settings: BuilderSettings(), limit: .seconds(1))
    machine.isWindows = isWindows
    try definition.setUp(for: machine, .file("/d.qcow2", format: .qcow2))
    return definition
  }

  @Test func aKernelIsStartedOnce() throws {
    let definition = try definition(.kernel("/k", initrd: "/i", arguments: ["a=1", "b"]))
    #expect(definition.directKernel == DirectKernel("/k", initrd: "/i", commandLine: "a=1 b"))
    #expect(definition.onReboot == .destroy)
    #expect(definition.video == .none)
    #expect(definition.hasRandomGenerator)
    #expect(definition.disks.map(\.kind) == [.disk, .cdrom, .cdrom])
    #expect(definition.disks.map(\.bus) == [.virtio, .ide, .ide])
    #expect(definition.disks.map(\.bootOrder) == [1, nil, nil])
    #expect(definition.disks[0].source == .file("/d.qcow2", format: .qcow2))
  }

  @Test func firmwareStartsTheDiskAndThenTheFirstDisc() throws {
    let definition = try definition(
      .firmware, ["hw_machine_type": "q35", "hw_firmware_type": "uefi", "hw_disk_bus": "sata"])
    #expect(definition.directKernel == nil)
    #expect(definition.onReboot == .restart)
    #expect(definition.video == .vga)
    #expect(definition.firmware == .uefi)
    #expect(definition.disks.map(\.bus) == [.sata, .sata, .sata])
    #expect(definition.disks.map(\.bootOrder) == [1, 2, 3])
    #expect(definition.clock == .utc && !definition.hasHyperV)
  }

  @Test func windowsGetsItsClockAndIsToldThatItIsInAMachine() throws {
    let definition = try definition(.firmware, isWindows: true)
    #expect(definition.clock == .localtime && definition.hasHyperV)
  }

  @Test func hardwareThatIsNotThereIsNamed() {
    let error = #expect(throws: BuildError.self) {
      try definition(.firmware, ["hw_disk_bus": "xen"])
    }
    #expect(error?.message == "starting the machine: cannot boot with hw_disk_bus=xen")
  }
}
