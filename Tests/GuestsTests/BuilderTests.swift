import BuildFoundation
import Foundation
import Glibc
import ImageProperties
import LibvirtKit
import Pipeline
import SystemPackage
import TestSupport
import Testing

@testable import Guests

@Suite struct ConfigDriveTests {
  @Test(.needs("xorriso")) func theDriveIsReadAsNovaMakesIt() async throws {
    let folder = try TemporaryFolder()
    let metadata = InstanceMetadata(instanceID: "i-1", hostName: "web-\"1\"")
    let drive = try await ConfigDrive(metadata).make(in: folder.path)
    let volume = try ToolRun("xorriso", ["-indev", drive.string, "-pvd_info"])
    #expect(volume.output.contains("Volume Id    : config-2"), "\(volume.output)")
    let copy = folder.path.appending("meta_data.json")
    let path = "/openstack/latest/meta_data.json"
    let run = try ToolRun(
      "xorriso", ["-osirrox", "on", "-indev", drive.string, "-extract", path, copy.string])
    let data = try #require(FileManager.default.contents(atPath: copy.string), "\(run.output)")
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["uuid"] as? String == "i-1")
    #expect(object["hostname"] as? String == "web-\"1\"")
    #expect(object["name"] as? String == "web-\"1\"")
  }

  /// A build verifies once, but its folder may hold what an earlier attempt left.
  @Test(.needs("xorriso")) func aSecondDriveReplacesTheFirst() async throws {
    let folder = try TemporaryFolder()
    let first = try await ConfigDrive(InstanceMetadata(instanceID: "1", hostName: "a")).make(
      in: folder.path)
    let before = FileManager.default.contents(atPath: first.string)
    let second = try await ConfigDrive(InstanceMetadata(instanceID: "2", hostName: "b")).make(
      in: folder.path)
    #expect(FileManager.default.contents(atPath: second.string) != before)
  }

  @Test func aFolderThatIsNotThereIsTheHostsFault() async throws {
    let error = await #expect(throws: BuildError.self) {
      _ = try await ConfigDrive(InstanceMetadata(instanceID: "1", hostName: "a")).make(
        in: "/proc/imgbuild")
    }
    #expect(error?.code == .host)
  }
}

@Suite struct LoopbackPortTests {
  @Test func aFreePortCanBeListenedOn() throws {
    for _ in 0..<20 {
      let port = try LoopbackPort.free()
      #expect(port >= 1024)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      #expect(bound == 0)
    }
  }
}

@Suite struct HardwareDefinitionTests {
  private func definition(_ properties: [String: String]) throws -> DomainDefinition {
    var definition = DomainDefinition(
      name: "verify", accelerator: .tcg, memory: .gibibytes(1), processors: 1)
    try definition.apply(hardware(properties), doing: "trying")
    return definition
  }

  private func hardware(_ properties: [String: String]) -> NovaHardware {
    NovaHardware(
      PropertySet(properties.map { ImageProperty($0.key, $0.value, because: "a test") }))
  }

  @Test func withoutPropertiesItIsWhatNovaGives() throws {
    let definition = try definition([:])
    #expect(definition.machine == .pc)
    #expect(definition.network == .virtio)
    #expect(definition.firmware == .bios)
    #expect(try hardware([:]).bus(doing: "trying") == .virtio)
  }

  @Test(arguments: MachineType.allCases) func machines(machine: MachineType) throws {
    #expect(try definition(["hw_machine_type": machine.rawValue]).machine == machine)
  }

  @Test(arguments: NetworkModel.allCases) func networkCards(model: NetworkModel) throws {
    #expect(try definition(["hw_vif_model": model.rawValue]).network == model)
  }

  @Test(arguments: FirmwareType.allCases) func firmware(firmware: FirmwareType) throws {
    #expect(try definition(["hw_firmware_type": firmware.rawValue]).firmware == firmware)
  }

  @Test func secureBootAndTPM() throws {
    let secure = try definition([
      "hw_firmware_type": "uefi", "hw_machine_type": "q35", "os_secure_boot": "required",
      "hw_tpm_version": "2.0", "hw_tpm_model": "tpm-crb", "hw_watchdog_action": "poweroff",
    ])
    #expect(secure.hasSecureBoot && secure.tpm == DomainTPM(.crb, .version20))
    #expect(secure.watchdog == .poweroff && secure.video == .virtio)
    #expect(try !definition(["hw_firmware_type": "uefi"]).hasSecureBoot)
  }

  @Test(arguments: DiskBus.allCases) func buses(bus: DiskBus) throws {
    #expect(try hardware(["hw_disk_bus": bus.rawValue]).bus(doing: "trying") == bus)
  }

  @Test(arguments: [
    ("hw_machine_type", "virt", "pc, q35"), ("hw_vif_model", "vmxnet3", "virtio, e1000"),
  ])
  func unknownModelsAreNamed(property: String, value: String, known: String) {
    let error = #expect(throws: BuildError.self) { try definition([property: value]) }
    #expect(error?.code == .recipe)
    #expect(error?.message.contains("\(property)=\(value)") == true)
    #expect(error?.hint?.contains(known) == true)
  }

  @Test func anUnknownBusIsNamed() {
    let error = #expect(throws: BuildError.self) {
      try hardware(["hw_disk_bus": "xen"]).bus(doing: "trying")
    }
    #expect(error?.message.contains("hw_disk_bus=xen") == true)
  }

  @Test func SCSINeedsItsModel() throws {
    #expect(throws: BuildError.self) { try definition(["hw_disk_bus": "scsi"]) }
    #expect(throws: BuildError.self) {
      try definition(["hw_disk_bus": "scsi", "hw_scsi_model": "lsilogic"])
    }
    _ = try definition(["hw_disk_bus": "scsi", "hw_scsi_model": "virtio-scsi"])
  }
}
