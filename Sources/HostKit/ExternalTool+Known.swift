extension ExternalTool {
  /// A POSIX shell.
  public static let shell = ExternalTool("sh", package: "dash")

  #if arch(arm64)
    /// Runs guests of this machine's architecture.
    public static let qemu = ExternalTool("qemu-system-aarch64", package: "qemu-system-arm")
  #else
    /// Runs guests of this machine's architecture.
    public static let qemu = ExternalTool("qemu-system-x86_64", package: "qemu-system-x86")
  #endif
  /// Makes, inspects and converts disk images.
  public static let qemuImage = ExternalTool("qemu-img", package: "qemu-utils")
  /// Owns the disk of a build and exports it.
  public static let storageDaemon = ExternalTool(
    "qemu-storage-daemon", package: "qemu-system-common")

  /// Installs Debian into a folder, without root where user namespaces allow it.
  public static let mmdebstrap = ExternalTool("mmdebstrap", package: "mmdebstrap")
  /// Gives a program namespaces of its own.
  public static let unshare = ExternalTool("unshare", package: "util-linux")
  /// Lets mmdebstrap map a user's subordinate ids.
  public static let newuidmap = ExternalTool("newuidmap", package: "uidmap")
  /// Lets a subordinate user into a folder, and nobody else.
  public static let setfacl = ExternalTool("setfacl", package: "acl")
  /// Partitions a file.
  public static let sfdisk = ExternalTool("sfdisk", package: "fdisk")
  /// Makes a FAT file system in a file.
  public static let mkfsFAT = ExternalTool("mkfs.vfat", package: "dosfstools")
  /// Makes folders in a FAT file system.
  public static let mmd = ExternalTool("mmd", package: "mtools")
  /// Copies files into a FAT file system.
  public static let mcopy = ExternalTool("mcopy", package: "mtools")
  /// Makes an ext4 file system from a folder.
  public static let mke2fs = ExternalTool("mke2fs", package: "e2fsprogs")

  /// Lists archives.
  public static let tar = ExternalTool("tar", package: "tar")
  /// Unpacks `.gz`.
  public static let gzip = ExternalTool("gzip", package: "gzip")
  /// Unpacks `.xz`.
  public static let xz = ExternalTool("xz", package: "xz-utils")
  /// Unpacks `.zst`.
  public static let zstd = ExternalTool("zstd", package: "zstd")
  /// Unpacks `.bz2`.
  public static let bzip2 = ExternalTool("bzip2", package: "bzip2")
  /// Plays Ansible playbooks.
  public static let ansiblePlaybook = ExternalTool("ansible-playbook", package: "ansible-core")

  /// Makes libguestfs's appliance.
  public static let supermin = ExternalTool("supermin", package: "supermin")
  /// Reads the signatures of EFI programs.
  public static let sbverify = ExternalTool("sbverify", package: "sbsigntool")
  /// Emulates TPMs; libvirt runs it.
  public static let swtpm = ExternalTool("swtpm", package: "swtpm")
  /// Sets up what an emulated TPM keeps; libvirt runs it.
  public static let swtpmSetup = ExternalTool("swtpm_setup", package: "swtpm-tools")
  /// Makes ISO 9660 file systems.
  public static let xorriso = ExternalTool("xorriso", package: "xorriso")
  /// Reads UDF file systems, which discs of Windows have, and ISO 9660 ones.
  public static let sevenZip = ExternalTool("7zz", package: "7zip")

  /// Fetches files from the network.
  public static let curl = ExternalTool("curl", package: "curl")
  /// Runs a program that holds a lock until it ends, even when who started it is gone.
  public static let flock = ExternalTool("flock", package: "util-linux")
  /// Checks unit files and times of timers.
  public static let systemdAnalyze = ExternalTool("systemd-analyze", package: "systemd")
  /// Talks to the service manager.
  public static let systemctl = ExternalTool("systemctl", package: "systemd")
  /// Checks OpenPGP signatures against a keyring.
  public static let gpgv = ExternalTool("gpgv", package: "gpgv")
}
