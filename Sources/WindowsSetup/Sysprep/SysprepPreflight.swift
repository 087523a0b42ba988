/// What can be seen of a Windows that is not running, and would trouble sysprep or the instances after it.
///
/// Which apps are installed for users and not provisioned is no part of it: the registry tells that differently in
/// each release, so the first boot asks Windows itself.
public struct SysprepPreflight: Sendable {
  /// What the reader should know, as sentences without their ends.
  public let warnings: [String]
  /// What takes out an automatic logon, with the password that is kept for it; empty where there is none.
  ///
  /// An image with it gives everybody its console, and everybody on it the password. Whoever builds images uses it to
  /// build them, and nobody wants it in them; the first boot needs no logon.
  public let changes: [RegistryChange]

  /// The language that the Windows was installed in; nil where it does not say.
  public let language: String?

  private static let current: RegistryKey = #"Microsoft\Windows\CurrentVersion"#
  private static let logon: RegistryKey = #"Microsoft\Windows NT\CurrentVersion\Winlogon"#
  /// Where answer files are left behind: "Implicit Answer File Search Order".
  static let answerFiles = [
    "/Windows/Panther/unattend.xml", "/Windows/Panther/Unattend/unattend.xml",
    "/Windows/System32/Sysprep/unattend.xml", "/unattend.xml", "/autounattend.xml",
  ]

  /// Looks through a disk.
  ///
  /// Throws `buildFailed` when its registry cannot be read.
  public init(_ registry: any RegistryReader, files: some WindowsFiles) async throws {
    var warnings: [String] = []
    let installation = try await WindowsInstallation(registry)
    language = installation.language
    let session = try await registry.values(
      of: RegistryKey(installation.controlSet).appending(#"Control\Session Manager"#), in: .system)
    if session?["PendingFileRenameOperations"]?.texts.isEmpty == false {
      warnings.append(
        "files are to be renamed or deleted when Windows starts next (PendingFileRenameOperations)")
    }
    for (key, what) in [
      (#"Component Based Servicing\RebootPending"#, "of components"),
      (#"WindowsUpdate\Auto Update\RebootRequired"#, "of Windows Update"),
    ] where try await registry.values(of: Self.current.appending(key), in: .software) != nil {
      warnings.append(
        "a restart is pending for changes \(what): the first boot restarts for it before sysprep runs"
      )
    }
    let values = try await registry.values(of: Self.logon, in: .software)
    changes = Self.changes(values)
    if !changes.isEmpty {
      let user = values?["DefaultUserName"]?.text.map { " as \($0)" } ?? ""
      warnings.append(
        "Windows logged on by itself\(user): that is taken out, with the password kept for it")
    }
    for path in Self.answerFiles {
      guard let bytes = try await files.content(of: path),
        AnswerFileSecrets.areIn(bytes)
      else { continue }
      warnings.append(
        "the answer file \(path) has passwords that whoever starts an instance can read")
    }
    self.warnings = warnings
  }

  private static func changes(_ values: RegistryValues?) -> [RegistryChange] {
    let isOn = values?["AutoAdminLogon"].map { $0.text == "1" || $0.number == 1 } ?? false
    guard let values, isOn || values["DefaultPassword"] != nil else { return [] }
    return [
      RegistryChange(.software, logon, .set(["AutoAdminLogon": .string("0")])),
      RegistryChange(
        .software, logon, .deleteValues(["DefaultPassword", "AutoLogonCount", "ForceAutoLogon"])),
    ]
  }
}
