import BuildFoundation
import WindowsSetup

extension StepKind {
  /// Cloudbase-Init, the cloud-init of Windows.
  static let cloudbaseInit = StepKind(
    "cloudbase-init",
    Shape(
      "Has Windows install Cloudbase-Init at its first boot, set up for an OpenStack.",
      hints: [
        "metadata_services": "write `metadata: [config-drive, http]`",
        "username": "the user is `user`", "install": "the package is `msi`",
      ],
      keys: [
        .required(
          "msi", .hostFile,
          "Its package (`CloudbaseInitSetup_x64.msi`): beside the recipe, as a URL, or a mapping with `url` and "
            + "`checksum`."
        ),
        .optional("user", .line, default: "`Admin`", "The user that instances get."),
        .optional(
          "groups", .list(.line), default: "`[Administrators]`", "The local groups of the user."),
        .optional(
          "password", .choice(CloudbaseInitPassword.allCases.map(\.rawValue)),
          default: "`metadata`",
          "Where the user's password comes from: `metadata` (`admin_pass`), or always `random`."),
        .optional(
          "metadata", .list(.choice(CloudbaseInitMetadataService.allCases.map(\.rawValue))),
          default: "`[config-drive, http]`",
          "Where metadata are looked for; the first that answers counts."),
        .optional(
          "plugins", .list(.choice(CloudbaseInitPlugin.allCases.map(\.rawValue))),
          default: "the 13 of Cloudbase-Init", "What it does to an instance, in order."),
        .optional(
          "serial-port", .line, default: "`COM1`", "The serial port that its log goes to as well."),
        .optional(
          "generalize", .boolean, default: "`false`",
          "Whether the first boot generalizes Windows with sysprep at its end, and turns it off."),
      ]),
    places: [.appliance],
    example: """
      - cloudbase-init:
          msi: CloudbaseInitSetup_x64.msi
          user: Admin
          metadata: [config-drive, http]
      """,
    read: read)

  @Sendable private static func read(_ map: MappingReader) -> StepAction? {
    let package = map.required("msi")?.hostFile()
    var settings = CloudbaseInitSettings()
    let user = map["user"].map { $0.line()?.value } ?? settings.userName
    let groups =
      map["groups"].map { $0.list(of: "a group") { $0.line()?.value } } ?? settings.groups
    let password = map["password"].map { $0.choice(CloudbaseInitPassword.self)?.value }
    let services =
      map["metadata"].map {
        $0.list(of: "a service") { $0.named(CloudbaseInitMetadataService.self) }
      }
      ?? settings.metadataServices
    let plugins =
      map["plugins"].map { $0.list(of: "a plugin") { $0.named(CloudbaseInitPlugin.self) } }
      ?? settings.plugins
    let port = map["serial-port"].map { $0.line()?.value }
    let generalizes = map["generalize"].map { $0.boolean() } ?? false
    guard let package, let user, let groups, let services, let plugins, let generalizes,
      password != .some(nil), port != .some(nil)
    else { return nil }
    settings.userName = user
    settings.groups = groups
    settings.metadataServices = services
    settings.plugins = plugins
    if let password, let password { settings.password = password }
    if let port, let port { settings.serialPort = port }
    do {
      _ = try settings.serviceFile()
    } catch let error as BuildError {
      map.fault(error.message, hint: error.hint)
      return nil
    } catch {
      map.fault("\(error)")
      return nil
    }
    return .cloudbaseInit(
      CloudbaseInitStep(
        package: package, settings: settings, generalizes: generalizes, starts: !generalizes))
  }
}

extension ValueReader {
  /// A class of Cloudbase-Init by its short name, or by its own.
  fileprivate func named<Name: CloudbaseInitName>(_ type: Name.Type) -> Name? {
    guard let line = line() else { return nil }
    do {
      return try Name(named: line.value)
    } catch let error as BuildError {
      fault("there is no \(Name.kind) `\(shortened(line.value))`", hint: error.hint)
    } catch {
      fault("\(error)")
    }
    return nil
  }
}
