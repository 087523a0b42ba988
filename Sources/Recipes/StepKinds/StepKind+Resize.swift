import BuildFoundation

extension StepKind {
  /// A larger disk.
  static let resize = StepKind(
    "resize",
    Shape(
      "Grows the disk, and the partition and file system that are last on it.",
      keys: [
        .required("size", .size, "The virtual size of the disk; not less than it has."),
        .optional(
          "path", .guestPath, default: "`/`", "Where the file system is mounted that gets the room."
        ),
      ]),
    places: [.appliance],
    example: """
      - resize: {size: 20 GiB}
      """
  ) { map in
    let size = map.required("size")?.size(in: .gibibytes(1) ... .gibibytes(64 << 10))
    let path = map["path"].map { $0.guestPath() } ?? Located("/", at: map.location)
    guard let size, let path else { return nil }
    return .resize(ResizeStep(size: size, path: path))
  }
}
