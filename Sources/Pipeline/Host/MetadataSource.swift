/// How an instance learns its metadata.
public enum MetadataSource: String, Sendable, CaseIterable {
  /// From a disk that is labelled `config-2`.
  case configDrive = "config-drive"
  /// From the service at 169.254.169.254, over its network card.
  case service
}
