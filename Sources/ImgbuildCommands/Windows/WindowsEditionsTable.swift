import TerminalUI
import WindowsSetup

/// The images on a disc of Windows, for people and for programs.
struct WindowsEditionsTable {
  /// An image as `--json` prints it.
  struct Row: Encodable {
    private enum CodingKeys: CodingKey {
      case release
    }

    let image: WindowsMediumImage

    func encode(to encoder: any Encoder) throws {
      try image.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(image.version?.rawValue, forKey: .release)
    }
  }

  private let images: [WindowsMediumImage]

  init(_ images: [WindowsMediumImage]) { self.images = images }

  /// What `--json` prints.
  var rows: [Row] { images.map { Row(image: $0) } }

  /// The lines of the table.
  var lines: [String] {
    let table = TextTable(
      [
        ("INDEX", .right), ("NAME", .left), ("SHOWN AS", .left), ("EDITION", .left),
        ("KIND", .left), ("RELEASE", .left), ("BUILD", .right), ("PROCESSOR", .left),
        ("LANGUAGES", .left),
      ],
      rows: images.map { image in
        [
          .init("\(image.index)"), .init(image.name), .init(image.displayName ?? ""),
          .init(image.editionID ?? ""), .init(image.installationType ?? ""),
          .init(image.version?.rawValue ?? ""), .init(image.build.map { "\($0)" } ?? ""),
          .init(image.architecture?.rawValue ?? ""), .init(Self.languages(image)),
        ]
      })
    return table.lines(width: nil, style: .standardOutput)
  }

  /// The languages, that of the first start first.
  private static func languages(_ image: WindowsMediumImage) -> String {
    let first = image.defaultLanguage.map { [$0] } ?? []
    return (first + image.languages.filter { !first.contains($0) }).joined(separator: ", ")
  }
}
