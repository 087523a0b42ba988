import BuildFoundation
import Foundation
import ImageProperties

@testable import Pipeline

extension Manifest {
  /// The manifest of a small artifact called web, which has the virtio drivers it needs.
  static func sample(
    key: LayerKey = LayerKey(on: nil, []), inputs: [String: String] = [:],
    image: ImageFile = .sample, packages: [InstalledPackage] = [],
    properties: [ImageProperty] = []
  ) -> Manifest {
    let kernel = Kernel(
      release: "6.1",
      drivers: Dictionary(uniqueKeysWithValues: DeviceDriver.allCases.map { ($0, .builtIn) }))
    return Manifest(
      name: "web", imgbuild: "1", created: Date(timeIntervalSince1970: 1),
      recipe: .init(file: "web.yml", sha256: ""), key: key, inputs: inputs, steps: [], stages: [:],
      image: image,
      facts: DiskFacts(
        system: OperatingSystem(family: .linux, distribution: "", version: "", productName: ""),
        architecture: "x86_64", virtualSize: .gibibytes(4),
        boot: BootSupport(bios: true, uefi: true), kernels: [kernel], guestAgent: .enabled,
        cloudInit: .enabled, minimumMemory: nil, packages: packages),
      properties: properties, verification: nil)
  }
}

extension ImageFile {
  /// Five bytes, "image".
  static let sample = ImageFile(
    name: "web.qcow2", format: "qcow2", size: ByteCount(bytes: 5), virtualSize: .gibibytes(4),
    sha256: Digest.sha256("image").hex, sha512: "")
}
