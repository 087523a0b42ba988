extension StepKind {
  /// Drivers for virtio devices in Windows.
  static let drivers = StepKind(
    "drivers",
    Shape(
      "Puts virtio-win's drivers into Windows: those of the disk so that it starts from them, the others where "
        + "it installs them when it starts.",
      keys: [
        .required(
          "virtio", .hostFile,
          "virtio-win, as its disc (ISO), or a folder of this machine with what is on it: beside the recipe, as a URL, "
            + "or a mapping with `url` and `checksum`."
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
          virtio:
            url: https://example.org/virtio-win.iso
            checksum: sha256:0000000000000000000000000000000000000000000000000000000000000000
          only: [viostor, vioscsi, netkvm, viorng]
      """,
    shorthand: Shorthand(type: .hostFile) { value in
      value.hostFile().map { .drivers(DriversStep(virtio: $0)) }
    }
  ) { map in
    let virtio = map.required("virtio").flatMap { $0.hostFile() }
    let only = map["only"].map { $0.list(of: "a driver") { $0.line(driverRule, isDriver) } } ?? []
    let force = map["force"].map { $0.boolean() } ?? false
    guard let virtio, let only, let force else { return nil }
    return .drivers(DriversStep(virtio: virtio, only: only.map(\.value), force: force))
  }

  private static let driverRule = "a driver's name such as `viostor`"

  private static func isDriver(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9_.-]+/) != nil
  }
}
