public import BuildFoundation
import HostKit
import ImageProperties
public import Pipeline
import StorageDaemon
public import SystemPackage

extension LocalHost: BuildHost {
  public func openDisk(on layer: FilePath, overlay: FilePath) async throws -> any BuildDisk {
    let options = StorageDaemon.Options(
      base: layer, baseFormat: .qcow2, firstOverlay: overlay,
      socketFolder: settings.socketFolder)
    let daemon = try await StorageDaemon.start(options) {
      scratch.onProcess("qemu-storage-daemon", $0)
    }
    return ExportedDisk(daemon)
  }

  public func map(of layer: FilePath) throws -> Digest {
    try QcowMap.digest(of: layer)
  }

  public func flatten(
    _ layer: FilePath, to image: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws {
    try await QemuImage.convert(
      .file(layer, .qcow2), to: image, format: .qcow2, compression: .zstd,
      onStart: { scratch.onProcess("qemu-img", $0) }, onProgress: progress)
  }

  public func exchange(_ first: FilePath, _ second: FilePath) throws {
    try exchangePaths(first, second)
  }
}
