import BuildFoundation
import Foundation
import Pipeline
import TerminalUI

/// A layer as `imgbuild cache show` shows it.
struct LayerDetails: Encodable {
  /// A layer of the chain.
  struct Link: Encodable {
    /// Nil for a layer that has given its key to a newer one.
    var key: String?
    var title: String?
    var file: String
    /// In bytes.
    var size: ByteCount
  }

  let key: String
  let title: String
  let created: Date
  let lastUse: Date
  let seconds: Double
  /// In bytes, without the layers below.
  let size: ByteCount
  let inputs: [String: String]
  let images: [String]
  let inUse: Bool
  /// Bottom first; the last is the layer itself.
  let chain: [Link]

  init(_ layer: StoredLayer, among layers: [StoredLayer]) {
    key = layer.key.hex
    title = layer.record.title
    created = layer.record.created
    lastUse = layer.lastUse
    seconds = layer.record.seconds
    size = layer.size
    inputs = layer.record.inputs
    images = layer.images
    inUse = layer.isLive
    chain = layer.record.files.map { file in
      let owner = layers.first { $0.file == file.name }
      return Link(
        key: owner?.key.hex, title: owner?.record.title, file: file.name,
        size: owner?.size ?? file.size)
    }
  }

  /// The layer that has a key that begins with `prefix`.
  ///
  /// Throws a `usage` error when there is none, or more than one.
  static func find(_ prefix: String, in layers: [StoredLayer]) throws -> StoredLayer {
    let found = layers.filter { $0.key.hex.hasPrefix(prefix.lowercased()) }
    if let layer = found.first, found.count == 1 { return layer }
    let doing = "looking for the layer \(prefix)"
    guard !prefix.isEmpty, !found.isEmpty else {
      throw BuildError(
        .usage, "\(doing): there is none whose key begins so", hint: "imgbuild cache list")
    }
    throw BuildError(
      .usage, "\(doing): \(found.count) keys begin so",
      hint: "give more digits: " + found.prefix(3).map { "\($0.key)" }.joined(separator: ", "))
  }

  /// Names and values, then the chain.
  func lines(style: TerminalStyle) -> [String] {
    let fields =
      [
        ("layer", key), ("holds", title), ("made", created.localMinute),
        ("took", Duration.seconds(seconds).inWords), ("size", "\(size)"),
        ("last use", inUse ? "now" : lastUse.localMinute),
        ("used by", images.isEmpty ? "no recipe" : images.joined(separator: ", ")),
      ] + inputs.sorted { $0.key < $1.key }.map { ("input", "\($0.key) \($0.value)") }
    let width = fields.map(\.0.count).max() ?? 0
    let table = TextTable(
      [("chain", .left), ("size", .right), ("what it holds", .left)],
      rows: chain.map { link in
        [
          .init(link.key.map { String($0.prefix(12)) } ?? "replaced"), .init("\(link.size)"),
          .init(link.title ?? link.file),
        ]
      })
    return fields.map { name, value in
      name + String(repeating: " ", count: width - name.count + 2) + value.sanitized
    } + [""] + table.lines(style: style)
  }
}
