public import SystemPackage

/// A disk that an appliance gets.
public enum ApplianceDrive: Sendable, Hashable {
  /// A storage daemon's export, writable.
  case export(socket: FilePath, name: String)
  /// An image file; `format` is `raw` or `qcow2`.
  case file(FilePath, format: String, readOnly: Bool)
}
