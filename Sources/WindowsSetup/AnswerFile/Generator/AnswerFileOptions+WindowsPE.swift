import BuildFoundation

extension AnswerFileOptions {
  /// Setup itself, before Windows is on the disk.
  var windowsPE: [MarkupElement] {
    let international = MarkupElement.international(
      language: language, locale: locale, keyboard: keyboard, isSetup: true)
    return [
      .component(.internationalWinPE, architecture, international),
      .component(.pnpWinPE, architecture, MarkupElement.driverPaths(driverPaths)),
      .component(.setup, architecture, setup),
    ].compactMap { $0 }
  }

  /// Drivers for the Windows that is laid on the disk, so that it finds its disk at its first start.
  var offlineServicing: [MarkupElement] {
    [.component(.pnp, architecture, MarkupElement.driverPaths(driverPaths))].compactMap { $0 }
  }

  private var setup: [MarkupElement] {
    let commands = MarkupElement.runSynchronous(hardwareBypass + setupCommands)
    return [
      MarkupElement("DiskConfiguration", [.neverShowsUI, diskElement]),
      // There is no network while imgbuild installs, and what is installed has to be the disc's.
      MarkupElement("DynamicUpdate", [.setting("Enable", false), .neverShowsUI]),
      imageInstall,
    ] + (commands.map { [$0] } ?? []) + [userData]
  }

  /// What lets Setup of Windows 11 pass over a machine that is not what it asks for.
  private var hardwareBypass: [SetupCommand] {
    guard version == .windows11, skipsHardwareChecks else { return [] }
    return ["TPM", "SecureBoot", "RAM"].map { check in
      SetupCommand(
        #"reg.exe add HKLM\SYSTEM\Setup\LabConfig /v Bypass\#(check)Check /t REG_DWORD /d 1 /f"#)
    }
  }

  private var imageInstall: MarkupElement {
    let selection: (key: String, value: String) =
      switch image {
      case .name(let name): ("/IMAGE/NAME", name)
      case .index(let index): ("/IMAGE/INDEX", String(index))
      }
    let metadata = MarkupElement.item(
      "MetaData", [.setting("Key", selection.key), .setting("Value", selection.value)])
    let target = [
      MarkupElement.setting("DiskID", disk.disk),
      .setting("PartitionID", partitions.count),
    ]
    return MarkupElement(
      "ImageInstall",
      [
        MarkupElement(
          "OSImage",
          [
            MarkupElement("InstallFrom", [metadata]), MarkupElement("InstallTo", target),
            .neverShowsUI,
          ])
      ])
  }

  /// An empty `Key` would be looked at and refused, so it is there only with a value.
  private var userData: MarkupElement {
    let key = productKey.map { [MarkupElement.setting("Key", $0)] } ?? []
    return MarkupElement(
      "UserData",
      [
        .setting("AcceptEula", true), .setting("FullName", owner),
        .setting("Organization", organization),
        MarkupElement("ProductKey", key + [.neverShowsUI]),
      ])
  }
}
