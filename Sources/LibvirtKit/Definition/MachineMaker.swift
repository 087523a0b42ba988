import BuildFoundation

/// What SMBIOS tells the guest of its machine, by which it knows the cloud that it is in.
public struct MachineMaker: Sendable, Hashable {
  /// The maker.
  public var manufacturer: String
  /// The maker's name of the machine.
  public var product: String

  /// What Nova's machines say (`nova/version.py`); cloud-init looks for its metadata service by it.
  public static let nova = MachineMaker(
    manufacturer: "OpenStack Foundation", product: "OpenStack Nova")

  /// Makes a maker.
  public init(manufacturer: String, product: String) {
    self.manufacturer = manufacturer
    self.product = product
  }

  /// The maker as libvirt's XML.
  var element: MarkupElement {
    MarkupElement(
      "sysinfo", ["type": "smbios"],
      [
        MarkupElement(
          "system",
          [
            MarkupElement("entry", ["name": "manufacturer"], text: manufacturer),
            MarkupElement("entry", ["name": "product"], text: product),
          ])
      ])
  }
}
