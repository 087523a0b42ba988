/// What tells programs in a guest that it is a builder, and no instance of an image.
///
/// The serial number of its disk, which udev makes a name of: units can ask for a file.
public enum BuilderMark {
  /// The serial number of a builder's disk; virtio takes 20 characters.
  public static let serial = "imgbuild-builder"
  /// What is there in a builder, and in no instance.
  public static let device = "/dev/disk/by-id/virtio-\(serial)"
}
