/// Where a step runs.
public enum GuestPlace: String, Sendable, Codable {
  /// Offline: the disk is mounted in the libguestfs appliance, and commands run in a chroot.
  case appliance
  /// Online: the disk is booted in a libvirt domain, and commands go through the guest agent.
  case builder
  /// By itself: the disk is booted as an instance would be, and nobody talks to it.
  case machine
}

extension GuestPlace {
  /// As part of a sentence.
  var words: String {
    switch self {
    case .appliance: "the appliance, where nothing of the image runs"
    case .builder: "the booted image"
    case .machine: "the image by itself"
    }
  }
}
