import BuildFoundation
import LibvirtKit

/// Presses a key for a disc that starts only when somebody does: "Press any key to boot from CD or DVD".
struct DiscKeyPress: Sendable {
  /// More than the firmware and the disc's first program read; what they start is hundreds of MiB.
  private static let started = ByteCount.mebibytes(32)
  /// The prompt is there for five seconds; pressing oftener would fill the keyboard's buffer.
  private static let interval = Duration.seconds(1)

  let domain: Domain
  /// libvirt's name of the disc's drive.
  let drive: String

  /// Presses Enter, which firmware and boot menus take for going on, until the disc is read in earnest.
  func untilStarted() async {
    while !Task.isCancelled {
      guard let read = try? await domain.bytesRead(from: drive), read < Self.started else { return }
      try? await domain.press(.enter)
      try? await Task.sleep(for: Self.interval)
    }
  }
}
