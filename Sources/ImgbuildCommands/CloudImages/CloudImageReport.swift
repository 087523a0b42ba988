import BuildFoundation
import ImageProperties
import OpenStackClient
import TerminalUI

/// An image of a cloud, for people.
struct CloudImageReport {
  let image: CloudImage
  let cloud: String

  func lines(width: Int, style: TerminalStyle) -> [String] {
    let properties = image.properties.sorted { $0.key < $1.key }
    let list = FieldList(fields, width: width, style: style).lines
    var lines = [TextColour.bold("\(image.name)".sanitized, style)] + list
    if !properties.isEmpty {
      lines += ["", "properties"]
      lines += FieldList(properties.map { ($0.key, $0.value) }, width: width, style: style).lines
    }
    if !remarks.isEmpty { lines += [""] + remarks.map(\.sanitized) }
    return lines
  }

  private var fields: [(String, String)] {
    let flags = [image.isHidden ? "hidden" : nil, image.isProtected ? "protected" : nil]
    var size = image.size.map { "\($0)" } ?? "no data"
    if let virtual = image.virtualSize { size += ", \(virtual) virtual" }
    let fields: [(String, String?)] = [
      ("image", image.id), ("cloud", cloud), ("status", image.status),
      ("seen by", ([image.visibility] + flags.compactMap(\.self)).joined(separator: ", ")),
      ("project", image.owner), ("size", size),
      (
        "format",
        [image.diskFormat, image.containerFormat].compactMap(\.self).joined(separator: " in ")
      ),
      ("hash", image.hash?.description), ("made at", image.created.localMinute),
      ("changed at", image.updated.localMinute),
      ("least disk", image.minDisk > 0 ? "\(image.minDisk) GiB" : nil),
      ("least memory", image.minMemory > 0 ? "\(image.minMemory) MiB" : nil),
      ("tags", image.tags.isEmpty ? nil : image.tags.sorted().joined(separator: ", ")),
      ("stores", image.stores.isEmpty ? nil : image.stores.joined(separator: ", ")),
    ]
    return fields.compactMap { name, text in text.map { (name, $0) } }
  }

  /// What readers of the properties make of them that nobody may have meant.
  private var remarks: [String] {
    image.properties.sorted { $0.key < $1.key }.flatMap { name, value in
      PropertyCatalogue.standard.remarks(on: name, value).filter { !$0.isOfDeclaration }.map {
        remark in
        let hint = remark.hint.map { " (\($0))" } ?? ""
        return "\(remark.severity == .error ? "error" : "warning"): \(remark.message)\(hint)"
      }
    }
  }
}
