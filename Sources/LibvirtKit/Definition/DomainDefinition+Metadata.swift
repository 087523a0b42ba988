import BuildFoundation
import SystemPackage

extension DomainDefinition {
  /// A slot that libvirt does not come to, of 32.
  private static let metadataCardSlot = "0x1e"

  /// The network card with the metadata service behind it, as arguments for QEMU: libvirt has no words for
  /// a user network that forwards an address of its own; nil where there is no such service.
  ///
  /// libvirt numbers its own devices from the first slot on, and does not know of this one.
  var metadataArguments: MarkupElement? {
    guard let network, let metadataSocket else { return nil }
    let socket = metadataSocket.string.replacing(",", with: ",,")
    let arguments = [
      "-chardev", "socket,id=metadata,path=\(socket)",
      // The address has to be one of the network; a link's own, 169.254.0.0/16, some guests would not take.
      "-netdev",
      "user,id=metadata-network,net=169.0.0.0/8,guestfwd=tcp:169.254.169.254:80-chardev:metadata",
      "-device", "\(network.deviceName),netdev=metadata-network,addr=\(Self.metadataCardSlot)",
    ]
    return MarkupElement(
      "qemu:commandline", arguments.map { MarkupElement("qemu:arg", ["value": $0]) })
  }
}

extension NetworkModel {
  /// QEMU's name of the device.
  fileprivate var deviceName: String { self == .virtio ? "virtio-net-pci" : rawValue }
}
