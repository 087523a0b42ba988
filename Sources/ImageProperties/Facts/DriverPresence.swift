/// Where a kernel has a driver.
public enum DriverPresence: String, Sendable, Codable {
  /// Compiled into the kernel.
  case builtIn = "built-in"
  /// A module that the initramfs carries, so that it is there before the root is mounted.
  case initramfs
  /// A module on the root file system only.
  case module
  /// Nowhere.
  case missing
}
