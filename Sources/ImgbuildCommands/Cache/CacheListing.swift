import Bases
import BuildFoundation
import Foundation
import Pipeline
import TerminalUI

/// The cache as `imgbuild cache list` shows it.
struct CacheListing: Encodable {
  /// A layer.
  struct Layer: Encodable {
    var key: String
    var title: String
    /// In bytes.
    var size: ByteCount
    var lastUse: Date
    var created: Date
    var images: [String]
    var inUse: Bool
  }

  /// The fetched files.
  struct Downloads: Encodable {
    var count: Int
    /// In bytes.
    var size: ByteCount
  }

  let layers: [Layer]
  let downloads: Downloads

  init(_ layers: [StoredLayer], downloads: DownloadCache) {
    self.layers = layers.map {
      Layer(
        key: $0.key.hex, title: $0.record.title, size: $0.size, lastUse: $0.lastUse,
        created: $0.record.created, images: $0.images, inUse: $0.isLive)
    }
    self.downloads = Downloads(count: downloads.count, size: downloads.size)
  }

  /// What the layers take together.
  var size: ByteCount { ByteCount(bytes: layers.reduce(0) { $0 + $1.size.bytes }) }

  /// A table and a line of totals.
  func lines(width: Int?, style: TerminalStyle) -> [String] {
    let totals =
      "\(Self.count(layers.count, "layer")), \(size); "
      + "\(Self.count(downloads.count, "download")), \(downloads.size)"
    guard !layers.isEmpty else { return [totals] }
    let table = TextTable(
      [
        ("layer", .left), ("size", .right), ("last use", .left), ("used by", .left),
        ("what it holds", .left),
      ],
      rows: layers.map { layer in
        [
          .init(String(layer.key.prefix(12))), .init("\(layer.size)"),
          .init(layer.inUse ? "now" : layer.lastUse.localMinute),
          .init(layer.images.isEmpty ? "–" : layer.images.joined(separator: ", ")),
          .init(layer.title),
        ]
      })
    return table.lines(width: width, style: style) + ["", totals]
  }

  static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
