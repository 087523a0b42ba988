import BuildFoundation
import ImageProperties
import TerminalUI

/// What `imgbuild inspect` found, for people.
struct InspectionReport {
  let document: InspectionDocument
  let width: Int
  let style: TerminalStyle

  private var facts: DiskFacts { document.facts }
  private var isKnown: Bool { facts.system.family != .unknown }

  /// All lines; `explains` gives each property the fact and the rule behind it.
  func lines(explains: Bool) -> [String] {
    let image = document.image
    let head = "\(image.format), \(image.size), \(image.virtualSize) virtual"
    var lines = [TextColour.bold(image.file.sanitized, style) + "  " + head, ""]
    lines += FieldList(fields, width: width, style: style).lines
    if let volumes = facts.volumes { lines += [""] + table(of: volumes) }
    let residue = facts.residue ?? []
    if !residue.isEmpty {
      lines += ["", TextColour.yellow("left over, and in every instance:", style)]
      lines += residue.map { "  \($0.kind.rawValue): \($0.path.sanitized)" }
    }
    return lines + [""] + (explains ? explanation : summary)
  }

  private var fields: [(String, String)] {
    let system = facts.system
    var fields = [
      ("system", isKnown ? system.productName : "unknown"),
      ("edition", system.edition ?? ""), ("build", system.build ?? ""),
      ("architecture", facts.architecture), ("starts with", firmware),
      ("Secure Boot", secureBoot),
    ]
    for program in facts.boot.programs ?? [] {
      fields.append(("EFI program", "\(program.path): \(Self.signature(program.issuers))"))
    }
    for kernel in facts.kernels { fields += Self.fields(of: kernel) }
    fields += (facts.windowsDrivers ?? []).map(Self.field)
    if isKnown {
      fields += [
        (system.family == .windows ? "Cloudbase-Init" : "cloud-init", cloudInit),
        ("guest agent", facts.guestAgent.rawValue),
        ("SSH server", facts.sshServer?.rawValue ?? ""),
        ("default login", facts.cloudInitSettings?.defaultUser ?? ""),
        (facts.accessControl?.name ?? "", facts.accessControl?.mode ?? ""),
        ("packages", "\(facts.packages.count)"),
      ]
    }
    fields += (facts.firstBoot ?? []).map { ("at first boot", $0) }
    fields += (facts.remarks ?? []).map { ("remark", $0) }
    return fields.filter { !$0.1.isEmpty }
  }

  private var firmware: String {
    switch (facts.boot.bios, facts.boot.uefi) {
    case (true, true): "BIOS and UEFI"
    case (true, false): "BIOS"
    case (false, true): "UEFI"
    case (false, false): "nothing: there is no boot loader"
    }
  }

  private var secureBoot: String {
    guard facts.boot.uefi else { return "" }
    guard let obstacles = document.secureBootObstacles else {
      return "unknown: sbverify, which reads signatures, is not on this host (package sbsigntool)"
    }
    return obstacles.isEmpty ? "ready" : "no: " + obstacles.joined(separator: "; ")
  }

  private var cloudInit: String {
    var text = facts.cloudInit.rawValue
    guard let settings = facts.cloudInitSettings else { return text }
    if let version = settings.version { text = "\(version), \(text)" }
    if let sources = settings.dataSources {
      text += "; looks for \(sources.joined(separator: ", "))"
    }
    return text
  }

  private static func fields(of kernel: Kernel) -> [(String, String)] {
    let drivers = DeviceDriver.allCases.map { "\($0.rawValue) \(kernel.presence(of: $0).words)" }
    var fields = [("kernel", kernel.release), ("", drivers.joined(separator: ", "))]
    if let issuers = kernel.issuers { fields.append(("", signature(issuers))) }
    return fields
  }

  private static func field(of driver: WindowsDriver) -> (String, String) {
    let name = [driver.name, driver.version].compactMap { $0 }.joined(separator: " ")
    return ("driver", "\(name): \(driver.obstacle ?? driver.proof)")
  }

  private static func signature(_ issuers: [String]?) -> String {
    guard let issuers else { return "signature not read" }
    return issuers.isEmpty ? "not signed" : "signed by " + issuers.joined(separator: ", ")
  }

  private func table(of volumes: [DiskVolume]) -> [String] {
    let kind = facts.partitionTable.map { $0.uppercased() } ?? "NO PARTITION TABLE"
    return TextTable(
      [
        (kind, .left), ("SIZE", .right), ("FOR", .left), ("CONTENT", .left), ("LABEL", .left),
        ("MOUNTED AT", .left),
      ],
      rows: volumes.map { volume in
        [
          .init(volume.name), .init("\(volume.size)"), .init(volume.purpose ?? ""),
          .init(volume.content.isEmpty ? "nothing known" : volume.content),
          .init(volume.label ?? ""), .init(volume.mountPoint ?? ""),
        ]
      }
    ).lines(width: width, style: style)
  }

  private var summary: [String] {
    let pairs = document.properties.map { "\($0.name)=\($0.value)" }
    return ["what this proves, as properties (--explain says why):"]
      + pairs.map { "  " + $0.sanitized }
  }

  private var explanation: [String] {
    let found = document.properties.flatMap { property in
      ["", TextColour.bold("\(property.name)=\(property.value)".sanitized, style)]
        + FieldList(
          [("because", property.reason), ("rule", property.rule), ("source", property.source)],
          width: width, style: style
        ).lines
    }
    return ["what this proves, as properties:"] + found + others
  }

  /// Properties with a rule, of which none holds.
  private var others: [String] {
    let names = Set(document.properties.map(\.name))
    let rules = PropertyRule.all.filter { !names.contains($0.property) }
    guard !rules.isEmpty else { return [] }
    return ["", "left out, because it would be true only:"]
      + rules.flatMap { rule in
        "\(rule.property)=\(rule.value), when \(rule.condition)".wrapped(to: width - 4)
          .enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
      }
  }
}

extension DriverPresence {
  fileprivate var words: String { self == .module ? "on the root file system" : rawValue }
}
