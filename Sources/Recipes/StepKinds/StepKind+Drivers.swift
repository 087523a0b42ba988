extension StepKind {
  /// Drivers for virtio devices in Windows.
  static let drivers = StepKind(
    "drivers",
    Shape(
      "Puts virtio-win's drivers into Windows: those of the disk so that it starts from them, the others where "
        + "it installs them when it starts.",
      keys: [
        .required(
          "virtio", source,
          "virtio-win, as its disc (ISO) or a folder with what is on it: beside the recipe, or as a file URL."
        ),
        .optional(
          "only", .list(.line), default: "all that fit",
          "The drivers, by the names of their INF files or folders."),
        .optional(
          "force", .boolean, default: "`false`",
          "Whether to take drivers that are for another Windows, or known to fail with it."),
      ]),
    places: [.appliance],
    example: """
      - drivers:
          virtio: file:///usr/share/virtio-win/virtio-win.iso
          only: [viostor, vioscsi, netkvm, viorng]
      """,
    shorthand: Shorthand(type: source) { value in
      read(value).map { .drivers(DriversStep(virtio: $0)) }
    }
  ) { map in
    let virtio = map.required("virtio").flatMap { read($0) }
    let only = map["only"].map { $0.list(of: "a driver") { $0.line(driverRule, isDriver) } } ?? []
    let force = map["force"].map { $0.boolean() } ?? false
    guard let virtio, let only, let force else { return nil }
    return .drivers(DriversStep(virtio: virtio, only: only.map(\.value), force: force))
  }

  private static let source = ValueType.either([.url, .fileOrFolder])
  private static let driverRule = "a driver's name such as `viostor`"

  private static func isDriver(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9_.-]+/) != nil
  }

  private static func read(_ value: ValueReader) -> DriversStep.Source? {
    guard let line = value.line() else { return nil }
    guard line.value.contains("://") else {
      guard !line.value.hasPrefix("/") else {
        value.fault(
          "\(value.what) must be relative to the recipe's folder, or a file URL",
          hint: "write file://\(value.shortened(line.value))")
        return nil
      }
      return value.recipeFile(allowFolder: true).map { .file($0) }
    }
    guard let url = value.url() else { return nil }
    guard url.value.hasPrefix("file:///") else {
      value.fault(
        "\(value.what) must be on this machine, not `\(value.shortened(url.value))`",
        hint: "fetch virtio-win first, and name the file")
      return nil
    }
    return .url(url)
  }
}
