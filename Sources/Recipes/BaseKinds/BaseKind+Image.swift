extension BaseKind {
  /// A disk image.
  static let image = BaseKind(
    "image",
    Shape(
      "A disk image, such as a vendor's cloud image, checked before it is used.",
      exactlyOne: ["url", "file"],
      hints: [
        "iso_url": "write `url`", "urls": "write `url`, which takes a list too",
        "iso_checksum": "write `checksum`", "sha256": "write `checksum: sha256:…`",
        "path": "write `file`",
      ],
      keys: Shape.fileSource.keys + [
        .optional(
          "format", .choice(ImageBase.Format.allCases.map(\.rawValue)),
          default: "what its content or its name says",
          "The format of the image once it is unpacked.")
      ]),
    example: """
      base:
        image:
          url: https://cloud.example.org/images/current/server.qcow2
          checksum:
            url: https://cloud.example.org/images/current/SHA256SUMS
            signature: https://cloud.example.org/images/current/SHA256SUMS.gpg
            keyring: keys/vendor.asc
      """,
    shorthand: Shorthand(type: .either([.url, .file])) { value in
      value.fileSource().map { .base(.image(ImageBase($0))) }
    }
  ) { map in
    let source = map.fileSource()
    let format = map["format"].map { $0.choice(ImageBase.Format.self) }
    guard let source, format != .some(nil) else { return nil }
    return .base(.image(ImageBase(source, format: format ?? nil)))
  }
}
