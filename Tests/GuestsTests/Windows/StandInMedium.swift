import BuildFoundation
import Foundation
import SystemPackage
import TestSupport
import Testing

/// A disc that a builder takes for one of Windows: it installs a disk that inspection takes for Windows.
///
/// `Tests/StandIn/README.md` says what it does, and what it shows nothing about.
struct StandInMedium {
  /// The disc itself.
  let iso: FilePath
  /// A disc of virtio-win, with drivers that are none, and a package of the guest agent that is none.
  let virtio: FilePath

  private static let tools = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "StandIn")

  /// Makes the discs in `folder`; `disk` is what is installed, and is changed.
  init(_ image: WindowsMediumFixture.Image, installing disk: FilePath, in folder: FilePath)
    async throws
  {
    let tree = folder.appending("disc")
    let wim = tree.appending("sources/install.wim")
    let content = folder.appending("content")
    for path in [wim.removingLastComponent(), content] {
      try FileManager.default.createDirectory(
        atPath: path.string, withIntermediateDirectories: true)
    }
    let properties = image.properties.sorted { $0.key < $1.key }.flatMap {
      ["--image-property", "\($0.key)=\($0.value)"]
    }
    try await Self.run(
      "wimlib-imagex", ["capture", content.string, wim.string, image.name] + properties)
    iso = folder.appending("windows.iso")
    try await Self.run(
      Self.tools.appending(path: "make-medium.sh").path, [disk.string, tree.string, iso.string])
    try FileManager.default.removeItem(atPath: tree.string)

    let drivers = folder.appending("virtio-win")
    try SyntheticVirtio().write(to: drivers)
    let agent = drivers.appending("guest-agent/qemu-ga-x86_64.msi")
    try FileManager.default.createDirectory(
      atPath: agent.removingLastComponent().string, withIntermediateDirectories: true)
    try Data([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).write(
      to: URL(filePath: agent.string))
    virtio = folder.appending("virtio-win.iso")
    try await Self.run(
      "genisoimage",
      ["-quiet", "-V", "virtio-win", "-J", "-r", "-o", virtio.string, drivers.string])
  }

  private static func run(_ program: String, _ arguments: [String]) async throws {
    let run = try await ToolRun.onThread(program, arguments)
    try #require(run.status == 0, "\(program): \(run.output)")
  }
}
