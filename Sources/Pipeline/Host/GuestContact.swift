import BuildFoundation
import ImageProperties

/// How a booted image answers.
public enum GuestContact: Sendable {
  /// Through its guest agent.
  case agent
  /// Through a script that it is given as user data: an image without an agent has cloud-init, or nothing.
  case userData

  /// What the properties leave: without a guest agent Nova gives an instance no channel for one.
  ///
  /// `doing` starts the message of the `recipe` error for a system that runs no such script.
  init(_ properties: PropertySet, doing: String) throws {
    self = NovaHardware(properties).hasGuestAgent ? .agent : .userData
    if self == .userData, properties.value("os_type") == "windows" {
      throw BuildError(
        .recipe, "\(doing): it has no guest agent that could answer",
        hint: "install and enable the guest agent of virtio-win in it")
    }
  }

  /// What answers, in words.
  var name: String {
    switch self {
    case .agent: "guest agent"
    case .userData: "user data"
    }
  }
}
