extension Shape {
  /// A file that a build reads.
  static let fileSource = Shape(
    "A file from the network, or from beside the recipe, and what it must be.",
    exactlyOne: ["url", "file"],
    hints: [
      "sha256": "write `checksum: sha256:…`", "sha512": "write `checksum: sha512:…`",
    ],
    keys: [
      .optional(
        "url", .either([.url, .list(.url)]),
        "Where it is; of several places, the first that has it is used."),
      .optional("file", .file, "The file, where it lies beside the recipe."),
      .optional(
        "checksum", .either([.line, .mapping(checksumList)]),
        default: "none: what comes is taken as it is, with a warning",
        "What its content must be: `sha256:` or `sha512:` and the digits, or the vendor's list."),
    ])

  /// A vendor's list of checksums.
  static let checksumList = Shape(
    "A vendor's list such as `SHA256SUMS`, in which the file is found by its name.",
    exactlyOne: ["url", "file"],
    keys: [
      .optional("url", .either([.url, .list(.url)]), "Where the list is."),
      .optional("file", .file, "The list, where it lies beside the recipe."),
      .optional(
        "signature", .either([.url, .file]), default: "the list itself is signed, or nothing is",
        "The detached OpenPGP signature of the list."),
      .optional(
        "keyring", .file, default: "no signature is checked",
        "OpenPGP keys, armoured or not, one of which must have signed the list."),
    ])
}

extension ValueType {
  /// A file that a build reads: a URL, a file beside the recipe, or a mapping that says more.
  static let fileSource = ValueType.either([.url, .file, .mapping(.fileSource)])
}
