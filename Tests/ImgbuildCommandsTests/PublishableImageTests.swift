import ArgumentParser
import BuildFoundation
import ImageProperties
import Pipeline
import Publishing
import Recipes
import SystemPackage
import Testing

@testable import ImgbuildCommands

/// What is published where of one artifact.
@Suite struct PublishableImageTests {
  private let image = PublishableImage(
    .sample(properties: [
      ImageProperty("hw_disk_bus", "virtio", because: "a test"),
      ImageProperty("os_distro", "debian", because: "declared in the recipe"),
    ]), in: "/output/web")

  private func publication(_ target: CloudTarget) throws -> Publication {
    try image.publication(in: target, PublicationOptions.parse([]))
  }

  @Test func anArtifactIsPublishedAsItIs() throws {
    let publication = try publication(CloudTarget())
    #expect(publication.name == "web" && publication.diskFormat == "qcow2")
    #expect(publication.transfer == .upload && publication.keep == nil)
    #expect(
      publication.properties.sorted.map { "\($0.name)=\($0.value)" } == [
        "hw_disk_bus=virtio", "os_distro=debian",
      ])
    guard case .file("/output/web/web.qcow2", sha512: "") = publication.content else {
      Issue.record("\(publication.content)")
      return
    }
  }

  @Test(arguments: [ImageBase.Format.raw, .qcow2])
  func anotherFormatIsConverted(format: ImageBase.Format) throws {
    let publication = try publication(CloudTarget(name: "other", format: format))
    #expect(publication.name == "other" && publication.diskFormat == format.rawValue)
    switch publication.content {
    case .conversion(let origin, _): #expect(format == .raw && origin == "sha512: as raw")
    case .file: #expect(format == .qcow2)
    }
  }

  @Test func otherPropertiesAreHeldAgainstTheDisk() throws {
    let publication = try publication(
      CloudTarget(properties: ["hw_disk_bus": "scsi", "hw_scsi_model": "virtio-scsi"]))
    let properties = publication.properties
    #expect(properties.value("hw_disk_bus") == "scsi")
    #expect(properties.value("hw_scsi_model") == "virtio-scsi")
    // What the recipe has declared stays.
    #expect(properties.value("os_distro") == "debian")
    let error = #expect(throws: BuildError.self) {
      try self.publication(CloudTarget(properties: ["hw_vif_model": "virtoi"]))
    }
    #expect(error?.code == .recipe && error!.output.contains { $0.contains("virtoi") })
    let contradiction = #expect(throws: BuildError.self) {
      try self.publication(
        CloudTarget(properties: ["hw_firmware_type": "uefi", "os_type": "windows"]))
    }
    #expect(contradiction?.code == .recipe)
  }
}
