/// The XML namespaces of answer files, and what names Microsoft's components.
enum SetupNamespace {
  /// The namespace of all elements.
  static let unattend = "urn:schemas-microsoft-com:unattend"
  /// The namespace of `action` and `keyValue`.
  static let configuration = "http://schemas.microsoft.com/WMIConfig/2002/State"
  /// The key that Microsoft signs components of Windows with.
  static let publicKeyToken = "31bf3856ad364e35"
}
