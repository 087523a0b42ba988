/// A file of the registry that is changed offline.
public enum RegistryHive: String, Sendable, Hashable, CaseIterable {
  /// `HKEY_LOCAL_MACHINE\SYSTEM`: services, devices, drivers.
  case system = "SYSTEM"
  /// `HKEY_LOCAL_MACHINE\SOFTWARE`: settings of Windows and of programs.
  case software = "SOFTWARE"

  /// The file, on the disk that holds Windows; its letters may be in another case there.
  public var path: String { "/Windows/System32/config/\(rawValue)" }
}
