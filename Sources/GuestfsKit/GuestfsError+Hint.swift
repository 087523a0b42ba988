import BuildFoundation
import Glibc

extension GuestfsError {
  /// What the reader can do, for failures that have a known cause.
  var hint: String? {
    if message.contains("supermin") || message.contains("/boot/vmlinuz") {
      return """
        Making the appliance needs a kernel that this user may read: \
        run as root, or: chmod 0644 /boot/vmlinuz-*
        """
    }
    if message.contains("cannot find any suitable libguestfs") {
      return "Install the appliance with: apt-get install libguestfs0 supermin linux-image-amd64"
    }
    if message.contains("qemu") && number == ENOENT {
      return "Install QEMU with: apt-get install qemu-system-x86"
    }
    if number == ENOSPC { return "The disk is full: give the recipe a larger disk." }
    return nil
  }

  /// The error for the user; `doing` starts its message.
  func asBuildError(doing: String) -> BuildError {
    BuildError(.buildFailed, "\(doing): \(message)", hint: hint, cause: self)
  }
}
