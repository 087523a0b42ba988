extension Shape {
  /// The virtual disk.
  static let disk = Shape(
    "The virtual disk.",
    keys: [
      .required(
        "size", .size,
        "Its virtual size. The file is sparse and compressed, so it is far smaller.")
    ])

  /// The machine for online steps.
  static let builder = Shape(
    "The machine for online steps and verification; an image does not depend on it.",
    keys: [
      .optional("memory", .size, default: "`1 GiB`", "Its memory."),
      .optional("cpus", .integer(1...64), default: "`2`", "Its processors."),
    ])

  /// What sealing leaves and removes.
  static let seal = Shape(
    "Sealing removes what no two instances may share.",
    keys: [
      .optional("keep", .list(.line), "Items that are left as they are."),
      .optional("remove", .list(.guestPath), "Paths and patterns that are removed beside them."),
    ])

  /// How the image is tested.
  static let verification = Shape(
    "A throwaway copy of the finished image is booted on the hardware that its properties name.",
    keys: [
      .optional("timeout", .duration, default: "`10m`", "How long the image may take to boot."),
      .optional("tests", .list(.test), "What it must pass."),
    ])

  /// A test over HTTP.
  static let httpTest = Shape(
    "A web server of the image answers.",
    keys: [
      .optional("port", .integer(1...65_535), default: "`80`", "The port."),
      .optional("path", .line, default: "`/`", "What is asked for."),
      .optional("status", .integer(100...599), default: "`200`", "The status of the answer."),
      .optional("contains", .text, "A text that the answer holds."),
    ])

  /// A test by a script.
  static let runTest = Shape(
    "A script in the booted image ends with status 0.",
    keys: [
      .required("script", .script, "The script."),
      .optional("expect", .text, "A text that its output holds."),
    ])
}
