/// Puts virtio-win's drivers into a Windows.
public struct DriversStep: Sendable, Hashable, Encodable {
  /// virtio-win: its disc (ISO 9660), or a folder of this machine with what is on it.
  public var virtio: HostFile
  /// The drivers, by the names of their INF files or of virtio-win's folders; empty for all that fit.
  public var only: [String]
  /// Whether drivers for another Windows, or known to fail, are taken all the same.
  public var force: Bool

  /// Makes the step; the defaults are those of a recipe.
  public init(virtio: HostFile, only: [String] = [], force: Bool = false) {
    self.virtio = virtio
    self.only = only
    self.force = force
  }
}

extension DriversStep: StepDetails {
  var kind: String { "drivers" }
  var summary: String {
    "drivers: \(only.isEmpty ? "virtio" : only.joined(separator: ", ")) from \(virtio.name)"
  }
  var files: [RecipeFile] { virtio.files }
  var sources: [FileSource] { virtio.sources }
}
