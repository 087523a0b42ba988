/// Has Windows install QEMU's guest agent at its first boot.
public struct GuestAgentStep: Sendable, Hashable, Encodable {
  /// Its package of Windows Installer, or virtio-win, which has one.
  public var source: HostFile

  /// Makes the step.
  public init(source: HostFile) {
    self.source = source
  }
}

extension GuestAgentStep: StepDetails {
  var kind: String { "guest-agent" }
  var summary: String { "guest-agent: from \(source.name)" }
  var files: [RecipeFile] { source.files }
  var sources: [FileSource] { source.sources }
}
