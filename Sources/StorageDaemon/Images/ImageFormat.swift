/// The formats of disk images that builds read, by QEMU's names; they write qcow2 and raw.
public enum ImageFormat: String, Sendable, Codable, CaseIterable {
  case qcow2
  case raw
  case vmdk
  /// What everybody else calls VHD.
  case vpc
  case vhdx
}
