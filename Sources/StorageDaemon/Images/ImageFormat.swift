/// The formats of disk images that builds read and write.
public enum ImageFormat: String, Sendable, Codable, CaseIterable {
  case qcow2
  case raw
}
