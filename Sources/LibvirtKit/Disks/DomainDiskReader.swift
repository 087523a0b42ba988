import Foundation
import FoundationXML
import SystemPackage

/// Reads the disks in a domain's definition.
final class DomainDiskReader: NSObject, XMLParserDelegate {
  private var path: [String] = []
  private var type = ""
  private var disk: AttachedDisk?
  private var disks: [AttachedDisk] = []

  /// The disks, in the definition's order; nil when `xml` is not well-formed.
  static func disks(in xml: String) -> [AttachedDisk]? {
    let reader = DomainDiskReader()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = reader
    // Foundation on Linux takes a text that ends too early for a whole one.
    return parser.parse() && reader.path.isEmpty ? reader.disks : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    path.append(element)
    // A backing layer and a mirror have sources and formats of their own, further down.
    switch path.dropFirst().joined(separator: "/") {
    case "devices/disk":
      type = attributes["type"] ?? "file"
      disk = AttachedDisk(kind: attributes["device"] ?? "disk")
    case "devices/disk/driver":
      if let format = attributes["type"] { disk?.format = format }
    case "devices/disk/target": disk?.target = attributes["dev"] ?? ""
    case "devices/disk/source": disk?.source = source(attributes)
    case "devices/disk/encryption", "devices/disk/source/encryption": disk?.isEncrypted = true
    case "devices/disk/mirror":
      disk?.job = attributes["job"] ?? "copy"
      disk?.isJobReady = attributes["ready"] == "yes"
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    if path.count == 3, element == "disk", let disk {
      disks.append(disk)
      self.disk = nil
    }
    path.removeLast()
  }

  private func source(_ attributes: [String: String]) -> AttachedDisk.Source {
    switch type {
    case "file": attributes["file"].map { .file(FilePath($0)) } ?? .none
    case "block": attributes["dev"].map { .block(FilePath($0)) } ?? .none
    case "volume":
      if let pool = attributes["pool"], let name = attributes["volume"] {
        .volume(pool: pool, name: name)
      } else {
        .none
      }
    default: .other(type)
    }
  }
}
