import ArgumentParser
import BuildFoundation
import ImageProperties
import TerminalUI
import Testing

@testable import ImgbuildCommands

@Suite("Properties for people")
struct PropertiesCommandTests {
  private static let plain = TerminalStyle(isTerminal: false, environment: [:])

  private func explanation(_ name: String, width: Int = 100) throws -> [String] {
    PropertyExplanation(try #require(PropertyCatalogue.standard.find(name)))
      .lines(width: width, style: Self.plain)
  }

  @Test("explain says what one may write, what comes of it, and who reads it")
  func explain() throws {
    let lines = try explanation("hw_tpm_version")
    #expect(
      lines.first == "hw_tpm_version: the version of the emulated TPM, which the guest gets with it"
    )
    #expect(lines.contains("  values         1.2, 2.0"))
    #expect(lines.contains("  without it     no TPM"))
    #expect(lines.contains("  read by        Nova"))
    #expect(lines.contains("  since          22 Victoria"))
    #expect(lines.contains { $0.contains("Windows 11 wants 2.0") })
    #expect(
      lines.last == "imgbuild does not find it out: where it is wanted, a recipe declares it.")
    let bus = try explanation("hw_disk_bus")
    #expect(bus.contains("  - ide, when the disk holds Windows without virtio drivers"))
    #expect(
      bus.contains("  - virtio needs the driver virtio_blk in every kernel, or that of Windows"))
  }

  @Test("every explanation fits into its width", arguments: [60, 100])
  func width(width: Int) throws {
    for definition in PropertyCatalogue.standard.definitions {
      for line in PropertyExplanation(definition).lines(width: width, style: Self.plain) {
        #expect(line.displayWidth <= width, "\(line)")
      }
    }
  }

  @Test("a slip is answered with the nearest property, another name with the one to stamp")
  func names() throws {
    let found = { (name: String) in try PropertiesExplainCommand.find(name) }
    #expect(try found("hw_disk_bus").notice == nil)
    #expect(try found("hw_numa_mem.3").notice == nil)
    #expect(
      try found("hw_architecture").notice == "hw_architecture is another name of architecture")
    #expect(
      try found("hw_disk_buss").notice
        == "there is no property hw_disk_buss; the nearest is hw_disk_bus")
    for name in ["virtual_size", "nothing:like:this"] {
      let error = #expect(throws: BuildError.self) { _ = try found(name) }
      #expect(error?.code == .usage)
    }
  }

  @Test("list takes a reader by its name, and nothing else")
  func consumers() throws {
    for reader in PropertyReader.allCases {
      #expect(PropertyCatalogue.standard.definitions.contains { $0.readers.contains(reader) })
      _ = try ImgbuildCommand.parseAsRoot(["properties", "list", "--consumer", reader.rawValue])
    }
    #expect(throws: (any Error).self) {
      try ImgbuildCommand.parseAsRoot(["properties", "list", "--consumer", "heat"])
    }
  }
}
