extension StepKind {
  /// QEMU's guest agent in Windows.
  static let guestAgent = StepKind(
    "guest-agent",
    Shape(
      "Has Windows install QEMU's guest agent at its first boot.",
      keys: [
        .required(
          "from", .hostFile,
          "Its package (`qemu-ga-x86_64.msi`), or virtio-win, which has one: beside the recipe, as a URL, or a mapping "
            + "with `url` and `checksum`."
        )
      ]),
    places: [.appliance],
    example: """
      - guest-agent: file:///usr/share/virtio-win/virtio-win.iso
      """,
    shorthand: Shorthand(type: .hostFile, read: read)
  ) { map in
    map.required("from").flatMap(read)
  }

  @Sendable private static func read(_ value: ValueReader) -> StepAction? {
    value.hostFile().map { .guestAgent(GuestAgentStep(source: $0)) }
  }
}
