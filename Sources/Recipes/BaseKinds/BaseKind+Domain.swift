extension BaseKind {
  /// A libvirt domain.
  static let domain = BaseKind(
    "domain",
    Shape(
      "The disk of a libvirt domain, as it is now; a running one goes on meanwhile.",
      keys: [
        .required("name", .line, "The domain's name or UUID."),
        .optional(
          "connection", .line, default: "`--connect`, or libvirt's own default",
          "The libvirt URI, such as `qemu:///system`."),
        .optional("disk", .line, default: "the first", "The disk's target, such as `vda`."),
      ]),
    example: """
      base:
        domain: {name: web, connection: "qemu:///system"}
      """,
    shorthand: Shorthand(type: .line) { value in
      value.line().map { .base(.domain(DomainBase(name: $0))) }
    }
  ) { map in
    let name = map.required("name")?.line()
    let connection = map["connection"].map {
      $0.line("a libvirt URI such as qemu:///system") { $0.contains(":/") }
    }
    let disk = map["disk"].map {
      $0.line("a disk's target such as vda") { name in
        name.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric }
      }
    }
    guard let name, connection != .some(nil), disk != .some(nil) else { return nil }
    return .base(
      .domain(DomainBase(name: name, connection: connection ?? nil, disk: disk ?? nil)))
  }
}
